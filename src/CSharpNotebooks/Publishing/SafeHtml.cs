using System.Buffers.Text;
using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ganss.Xss;

namespace CSharpNotebooks;

/// <summary>
/// HTML that a notebook's code made, reduced to an allow-list of elements, attributes and style properties: no script, no form, no frame, no id, no address
/// but web links and pictures inside the page. What remains is confined to its box by the style sheet.
/// </summary>
internal static class SafeHtml
{
    private static readonly string[] Tags =
    [
        "a", "b", "blockquote", "br", "caption", "code", "dd", "details", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5",
        "h6", "hr", "i", "img", "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
        "thead", "tr", "u", "ul",
    ];

    /// <summary>The attributes that may stay.</summary>
    public static IReadOnlyList<string> Attributes { get; } =
    [
        "alt", "aria-hidden", "aria-label", "class", "colspan", "dir", "height", "href", "lang", "open", "role", "rowspan", "src", "style", "title", "width",
    ];

    // Shorthands are checked by the properties that they stand for, so both are named.
    private static readonly string[] Properties =
    [
        "align-items", "background-color", "border", "border-collapse", "border-color", "border-radius", "border-style", "border-width",
        .. Sides("border-{0}"), .. Sides("border-{0}-color"), .. Sides("border-{0}-style"), .. Sides("border-{0}-width"),
        "color", "display", "flex", "flex-basis", "flex-direction", "flex-grow", "flex-shrink", "flex-wrap", "font-family", "font-size", "font-style",
        "font-weight",
        "gap", "row-gap", "column-gap", "grid-template-columns", "height", "image-rendering", "justify-content", "line-height", "margin",
        .. Sides("margin-{0}"),
        "max-width", "min-height", "min-width", "opacity", "overflow", "padding", .. Sides("padding-{0}"), "text-align", "text-overflow", "vertical-align",
        "white-space", "width",
    ];

    private static readonly string[] InlinePictures =
        ["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,", "data:image/webp;base64,"];

    // Those of the formatters. Any other class could be one of the book's own, and look or act like a part of the page.
    private static readonly string[] ClassPrefixes = ["dni-", "vae-"];

    private static readonly HtmlSanitizer Sanitizer = Create();

    /// <summary>The allowed part of the HTML, or null when nothing that can be seen is left, or when it goes beyond <see cref="HtmlLimits"/>.</summary>
    public static string? Of(string html)
    {
        try
        {
            HtmlLimits.CheckParentheses(html);
            var document = Sanitizer.SanitizeDom(html);
            var isEmpty = string.IsNullOrWhiteSpace(document.Body?.TextContent) && document.QuerySelector("img[src]") is null;
            return isEmpty ? null : document.Body!.InnerHtml;
        }
        catch (HtmlLimits.ExceededException)
        {
            return null;
        }
    }

    private static HtmlSanitizer Create()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = Set(Tags),
            AllowedAttributes = Set(Attributes),
            AllowedCssProperties = Set(Properties),
            AllowedSchemes = Set([Uri.UriSchemeHttp, Uri.UriSchemeHttps, Uri.UriSchemeMailto, "data"]),
            UriAttributes = Set(["href", "src"]),
        });
        sanitizer.HtmlParserFactory = HtmlLimits.CreateParser;
        sanitizer.FilterUrl += (_, e) => e.SanitizedUrl = Allowed(e.Tag, e.OriginalUrl, e.SanitizedUrl);
        sanitizer.PostProcessNode += (_, e) =>
        {
            if (e.Node is IHtmlImageElement { AlternativeText: null or "" } image) image.AlternativeText = "Picture without a description";
            if (e.Node is IHtmlAnchorElement anchor) anchor.SetAttribute("rel", "noopener noreferrer");
            if (e.Node is IElement element) KeepClasses(element);
        };
        return sanitizer;
    }

    // A link without a scheme would lead beside the book: to any file, and with two slashes to another computer's.
    private static string? Allowed(IElement? element, string url, string? sanitized) => element switch
    {
        IHtmlImageElement => IsPicture(url) ? sanitized : null,
        IHtmlAnchorElement => url.StartsWith('#') ? url : NotebookLinks.WebAddress(url),
        _ => null,
    };

    private static bool IsPicture(string url) => InlinePictures.Any(prefix =>
        url.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && Base64.IsValid(url.AsSpan(prefix.Length)));

    private static void KeepClasses(IElement element)
    {
        var kept = element.ClassList.Where(name => ClassPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ToList();
        if (kept.Count == element.ClassList.Length) return;
        if (kept.Count == 0) element.RemoveAttribute("class");
        else element.ClassName = string.Join(' ', kept);
    }

    private static IEnumerable<string> Sides(string pattern) =>
        new[] { "top", "right", "bottom", "left" }.Select(side => string.Format(CultureInfo.InvariantCulture, pattern, side));

    private static HashSet<string> Set(IEnumerable<string> values) => new(values, StringComparer.OrdinalIgnoreCase);
}
