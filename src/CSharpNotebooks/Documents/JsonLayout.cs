using System.Text.Json;
using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>How a notebook's JSON is laid out on disk, read from the file so that writing it again changes nothing but what was edited.</summary>
/// <param name="IndentCharacter">A space or a tab.</param>
/// <param name="IndentSize">Characters per level; 0 for a file on one line.</param>
/// <param name="NewLine">Line ending.</param>
/// <param name="Start">What stands before the JSON: nothing, or a byte order mark.</param>
/// <param name="End">What stands after the JSON: nothing, or a line ending.</param>
internal sealed record JsonLayout(char IndentCharacter, int IndentSize, string NewLine, string Start, string End)
{
    /// <summary>Jupyter's own: one space, line feed at the end.</summary>
    public static JsonLayout Canonical { get; } = new(' ', 1, "\n", "", "\n");

    /// <summary>Reads the layout from the text of a file.</summary>
    public static JsonLayout Of(string json)
    {
        var start = json.StartsWith('\uFEFF') ? "\uFEFF" : "";
        var end = json[json.AsSpan().TrimEnd().Length..];
        var firstBreak = json.IndexOf('\n', StringComparison.Ordinal);
        if (firstBreak < 0 || firstBreak >= json.Length - end.Length)
        {
            return new JsonLayout(' ', 0, "\n", start, end);
        }

        var newLine = firstBreak > 0 && json[firstBreak - 1] == '\r' ? "\r\n" : "\n";
        var indent = json.Skip(firstBreak + 1).TakeWhile(c => c is ' ' or '\t').ToArray();
        return new JsonLayout(indent is ['\t', ..] ? '\t' : ' ', Math.Min(indent.Length, 127), newLine, start, end);
    }

    /// <summary>Writes a node in this layout.</summary>
    /// <exception cref="IOException">The text would be larger than a file that can be read.</exception>
    public string Write(JsonNode node)
    {
        var options = new JsonWriterOptions
        {
            Indented = IndentSize > 0,
            IndentCharacter = IndentCharacter,
            IndentSize = IndentSize,
            NewLine = NewLine,
            Encoder = NotebookEncoder.Instance,
            MaxDepth = NotebookReader.MaximumDepth,
        };
        var buffer = new BoundedBuffer();
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            node.WriteTo(writer);
        }

        return Start + buffer.Text + End;
    }
}
