using System.Net;

namespace CSharpNotebooks;

/// <summary>What every page of a book has: head, policy, style, top bar.</summary>
internal static class PageShell
{
    // Nothing from anywhere else: scripts, styles and fonts from the book's own folder, pictures from there or inline. KaTeX and charts set styles on elements.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data: blob:; connect-src 'none'; " +
        "object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'none'";

    public static string Html(BookOptions options, string title, string bodyClass, string content, IEnumerable<IOutputRenderer> renderers, bool hasFormulas)
    {
        string[] formulas = hasFormulas ? ["katex.min.css", "katex.min.js"] : [];
        var ofRenderers = renderers.SelectMany(renderer => renderer.Assets.Select(asset => asset.FileName));
        var assets = string.Join("\n", formulas.Concat(ofRenderers).Distinct().Select(Asset));
        return $"""
            <!DOCTYPE html>
            <html lang="{WebUtility.HtmlEncode(options.Language)}">
            <head>
            <meta charset="utf-8">
            {EarlierBook.Marker}
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>{WebUtility.HtmlEncode(title)}</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="assets/book.css">
            <script src="assets/theme.js"></script>
            {assets}
            <script src="assets/book.js" defer></script>
            </head>
            <body class="{bodyClass}" id="top">
            <header class="bar">
            <a class="home" href="index.html">{WebUtility.HtmlEncode(options.Title)}</a>
            <button type="button" id="theme" hidden>Dark</button>
            </header>
            {content}
            </body>
            </html>

            """;
    }

    private static string Asset(string fileName) => fileName.EndsWith(".css", StringComparison.Ordinal)
        ? $"<link rel=\"stylesheet\" href=\"assets/{fileName}\">"
        : $"<script src=\"assets/{fileName}\" defer></script>";
}
