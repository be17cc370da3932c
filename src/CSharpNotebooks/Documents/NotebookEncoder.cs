using System.Globalization;
using System.Text.Encodings.Web;

namespace CSharpNotebooks;

/// <summary>
/// Escapes as Jupyter does (Python's <c>json.dumps(ensure_ascii=False)</c>): quotes, backslashes and control characters only, hexadecimal digits in lower case.
/// The framework's relaxed encoder differs for U+001B, U+007F and characters outside the basic plane, so files would not survive a round trip.
/// </summary>
internal sealed class NotebookEncoder : JavaScriptEncoder
{
    public static NotebookEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var characters = new ReadOnlySpan<char>(text, textLength);
        for (var i = 0; i < characters.Length; i++)
        {
            if (WillEncode(characters[i]) || IsLoneSurrogate(characters, i))
            {
                return i;
            }
        }

        return -1;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var target = new Span<char>(buffer, bufferLength);
        var escaped = Escape(unicodeScalar);
        var fits = escaped.AsSpan().TryCopyTo(target);
        numberOfCharactersWritten = fits ? escaped.Length : 0;
        return fits;
    }

    private static string Escape(int scalar) => scalar switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{scalar:x4}"),
    };

    private static bool IsLoneSurrogate(ReadOnlySpan<char> text, int index) =>
        char.IsHighSurrogate(text[index])
            ? index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1])
            : char.IsLowSurrogate(text[index]) && (index == 0 || !char.IsHighSurrogate(text[index - 1]));
}
