using System.Text.Json;
using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>nbformat's "multiline string": one string, or a list of lines that keep their line feed.</summary>
internal static class MultilineText
{
    /// <summary>The text of either form; empty for anything else.</summary>
    public static string Read(JsonNode? node) => node switch
    {
        JsonArray lines => string.Concat(lines.Select(line => line!.GetValue<string>())),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => "",
    };

    /// <summary>The list form, as Jupyter writes it.</summary>
    public static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        Append(lines, text);
        return lines;
    }

    /// <summary>Appends text to the list form, in time that does not depend on what is there already.</summary>
    public static void Append(JsonArray lines, string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var lineFeed = text.IndexOf('\n', start);
            var end = lineFeed < 0 ? text.Length : lineFeed + 1;
            AppendPiece(lines, text[start..end]);
            start = end;
        }
    }

    private static void AppendPiece(JsonArray lines, string piece)
    {
        if (lines.Count > 0 && lines[^1]!.GetValue<string>() is var last && !last.EndsWith('\n'))
        {
            lines[^1] = last + piece;
        }
        else
        {
            lines.Add(piece);
        }
    }
}
