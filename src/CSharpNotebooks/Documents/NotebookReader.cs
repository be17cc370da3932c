using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>Turns a file into checked JSON, or says in a <see cref="NotebookFormatException"/> why it is not a notebook.</summary>
internal static class NotebookReader
{
    /// <summary>Nesting that is read and written; deeper files are refused instead of overflowing the stack.</summary>
    public const int MaximumDepth = 256;

    /// <summary>Largest file that is read, in bytes. A notebook beyond it holds data that belongs in files of its own.</summary>
    public const long MaximumBytes = 256L << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string ReadText(string path)
    {
        try
        {
            return Decode(ReadBytes(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookFormatException(path, $"the file cannot be read ({e.Message}) Check that it exists and that you may read it.", e);
        }
    }

    public static JsonObject Parse(string json, string name)
    {
        if (json.AsSpan().TrimStart('\uFEFF').IsWhiteSpace())
        {
            throw new NotebookFormatException(
                name, "the file is empty. A notebook is JSON with a list of cells; restore the file or create the notebook again.");
        }

        var root = ParseJson(json, name);
        NotebookSchema.Check(root, name);
        return (JsonObject)root!;
    }

    private static byte[] ReadBytes(string path)
    {
        if (Directory.Exists(path))
        {
            throw new NotebookFormatException(path, "this is a folder; name a notebook file (.ipynb) in it.");
        }

        if (!File.Exists(path))
        {
            throw new NotebookFormatException(path, "there is no such file. Check the path, relative to the current folder.");
        }

        var length = new FileInfo(path).Length;
        return length <= MaximumBytes
            ? File.ReadAllBytes(path)
            : throw new NotebookFormatException(
                path, $"the file has {length >> 20} MB, more than the {MaximumBytes >> 20} MB that are read. Clear its outputs first.");
    }

    private static string Decode(byte[] bytes, string path)
    {
        try
        {
            return bytes.AsSpan().Contains((byte)0) ? throw NotText(path, null) : StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw NotText(path, e);
        }
    }

    private static NotebookFormatException NotText(string path, Exception? inner) =>
        new(path, "expected a notebook (JSON text in UTF-8), found binary data. Is this the right file?", inner);

    private static JsonNode? ParseJson(string json, string name)
    {
        var options = new JsonDocumentOptions { MaxDepth = MaximumDepth, AllowDuplicateProperties = false };
        try
        {
            var root = JsonNode.Parse(json.TrimStart('\uFEFF'), nodeOptions: null, options);
            RequireText(root, json);
            return root;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new NotebookFormatException(
                name, $"it holds a text or an escape such as \\ud800 that is half a character ({e.Message}) Remove it, or clear the outputs.", e);
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? $" at line {line + 1}, column {e.BytePositionInLine + 1}" : "";
            var reason = e.Message.Split([" Path:", " LineNumber:"], StringSplitOptions.None)[0];
            throw new NotebookFormatException(name, $"this is not valid JSON{place}: {reason} Restore the file from version control, or mend that place.", e);
        }
    }

    /// <summary>Half of a surrogate pair is allowed in JSON, but can be neither read as text nor written again. Only a file with such escapes is
    /// looked through.</summary>
    private static void RequireText(JsonNode? root, string json)
    {
        if (json.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
        {
            using var writer = new Utf8JsonWriter(Stream.Null, new JsonWriterOptions { MaxDepth = MaximumDepth });
            root?.WriteTo(writer);
        }
    }
}
