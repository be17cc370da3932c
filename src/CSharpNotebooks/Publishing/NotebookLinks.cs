namespace CSharpNotebooks;

/// <summary>Decides where a link of a notebook leads in the book. What leads nowhere, or would run something, is no link.</summary>
internal sealed class NotebookLinks(IReadOnlyList<Chapter> chapters)
{
    private static readonly string[] AllowedSchemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, Uri.UriSchemeMailto];

    /// <summary>The address in the book, or null when the link is to be shown as plain text.</summary>
    public string? Resolve(string? url)
    {
        if (string.IsNullOrWhiteSpace(url)) return null;
        if (Uri.TryCreate(url, UriKind.Absolute, out _)) return WebAddress(url);
        var parts = url.Split('#', 2);
        var fragment = parts.Length == 2 ? "#" + Slug.Of(Uri.UnescapeDataString(parts[1]), "top") : "";
        return parts[0].Length == 0 ? fragment : Page(Uri.UnescapeDataString(parts[0])) is { } page ? page + fragment : null;
    }

    /// <summary>The address as a browser would write it, or null when it is none of the web or of a mailbox.</summary>
    public static string? WebAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var absolute) && AllowedSchemes.Contains(absolute.Scheme) ? absolute.AbsoluteUri : null;

    private string? Page(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return chapters.FirstOrDefault(chapter => string.Equals(FileName(chapter), name, StringComparison.OrdinalIgnoreCase))?.Address;
    }

    private static string FileName(Chapter chapter) => Path.GetFileName(chapter.Source.FileName.Replace('\\', '/'));
}
