using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>Outputs of one page's cells (nbformat 4.5, section "code cell outputs") as HTML, each in its richest form that the book can show safely.</summary>
internal sealed class OutputWriter(Chapter chapter, MarkdownHtml markdown, IReadOnlyList<IOutputRenderer> renderers)
{
    private const string NotAPicture = "<p class=\"note\">An output that says it is a picture, but is none, was left out here.</p>";

    private readonly List<BookPicture> _images = [];
    private readonly List<IOutputRenderer> _used = [];
    private string? _drawing;

    public IReadOnlyList<BookPicture> Images => _images;

    public IReadOnlyList<IOutputRenderer> UsedRenderers => _used;

    /// <summary>What shows the notebook in the index: its first bitmap, else a drawing of its first chart; null when it has neither.</summary>
    public string? Cover => _images is [var first, ..] ? $"<img src=\"{first.FileName}\" alt=\"\" loading=\"lazy\">" : _drawing;

    /// <summary>Joins console texts that follow each other in the same stream.</summary>
    public static IEnumerable<JsonObject> MergeStreams(IEnumerable<JsonObject> outputs)
    {
        var (name, text) = ((string?)null, new StringBuilder());
        foreach (var output in outputs)
        {
            var next = Text(output["output_type"]) == "stream" ? Text(output["name"]) ?? "stdout" : null;
            if (name is not null && name != next) yield return Joined(name, text);
            if (next is null) yield return output;
            else text.Append(Text(output["text"]));
            name = next;
        }
        if (name is not null) yield return Joined(name, text);
    }

    public string Html(JsonObject output) => Text(output["output_type"]) switch
    {
        "stream" => Stream(Text(output["name"]) ?? "stdout", Text(output["text"]) ?? ""),
        "error" => Error(output),
        "display_data" or "execute_result" when output["data"] is JsonObject data => $"<div class=\"output\">{Bundle(data)}</div>",
        _ => "",
    };

    private static JsonObject Joined(string name, StringBuilder text)
    {
        var stream = new JsonObject { ["output_type"] = "stream", ["name"] = name, ["text"] = text.ToString() };
        text.Clear();
        return stream;
    }

    private static string Stream(string name, string text)
    {
        var isError = name == "stderr";
        var title = isError ? "<p class=\"stream-name\">Messages (stderr)</p>" : "";
        return $"<div class=\"output {(isError ? "stderr" : "stdout")}\">{title}{Plain(text)}</div>";
    }

    private static string Error(JsonObject output)
    {
        var name = Text(output["ename"]) ?? "Error";
        var value = ConsoleText.Clean(Text(output["evalue"]) ?? "");
        var lines = (output["traceback"] as JsonArray ?? []).Select(line => Text(line) ?? "");
        var traceback = ConsoleText.Clean(string.Join('\n', lines)).TrimEnd();
        var details = traceback.Length == 0 || traceback == value ? "" : Plain(traceback);
        return $"<div class=\"output error\"><p class=\"error-name\"><strong>{Encode(name)}</strong>: {Encode(value)}</p>{details}</div>";
    }

    private string Bundle(JsonObject data)
    {
        var alternative = Text(data["text/plain"]) ?? "";
        foreach (var renderer in renderers)
            if (data[renderer.MimeType] is { } value) return Hosted(renderer, value, alternative);
        // HTML before pictures, as Jupyter has it: a picture's HTML adds its captions.
        var picture = Picture(data, alternative);
        return MadeHtml(data)
            ?? picture
            ?? (Text(data["text/markdown"]) is { } prose ? $"<div class=\"prose\">{markdown.Render(prose)}</div>" : null)
            ?? (Text(data["text/latex"]) is { } tex ? $"<p><span class=\"math display\">{Encode(tex.Trim().Trim('$'))}</span></p>" : null)
            ?? Plain(alternative.Length > 0 ? alternative : $"(an output that this book cannot show: {string.Join(", ", data.Select(form => form.Key))})");
    }

    private static string? MadeHtml(JsonObject data) =>
        Text(data["text/html"]) is { } html && SafeHtml.Of(html) is { } safe ? $"<div class=\"html\" tabindex=\"0\">{safe}</div>" : null;

    private string Hosted(IOutputRenderer renderer, JsonNode value, string alternative)
    {
        if (!_used.Contains(renderer)) _used.Add(renderer);
        _drawing ??= renderer.Thumbnail(value);
        return renderer.Render(value, alternative);
    }

    private string? Picture(JsonObject data, string alternative)
    {
        if (Text(data["image/svg+xml"]) is { } svg)
            return PictureFile.SvgAddress(svg) is { } address ? Image(address, alternative, "") : NotAPicture;
        if (PictureFile.MimeTypes.FirstOrDefault(type => data[type] is not null) is not { } mimeType) return null;
        if (PictureFile.TryRead(mimeType, (Text(data[mimeType]) ?? "").ReplaceLineEndings("")) is not { } picture) return NotAPicture;

        var name = $"images/{chapter.Slug}-{_images.Count + 1}.{picture.Extension}";
        _images.Add(new BookPicture(name, picture.Content));
        return Image(name, alternative, picture.Width is { } width ? $" width=\"{width}\" height=\"{picture.Height}\"" : "");
    }

    private string Image(string address, string alternative, string attributes) =>
        $"<img src=\"{address}\" alt=\"{Encode(alternative.Length > 0 ? alternative : "Picture from " + chapter.Title)}\" loading=\"lazy\"{attributes}>";

    private static string Plain(string text) => $"<pre tabindex=\"0\">{Encode(ConsoleText.Clean(text).TrimEnd('\n'))}</pre>";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    // Multi-line strings may be stored as an array of lines.
    private static string? Text(JsonNode? node) => node switch
    {
        JsonArray lines => string.Concat(lines.Select(Text)),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => null,
    };
}
