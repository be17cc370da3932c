using System.Net;
using System.Text;

namespace VaeNotebooks;

/// <summary>An image grid as PNG, as HTML with captions, and as text.</summary>
internal sealed class ImageGridFormatters
{
    private const string Title = "font-size:14px;margin:0 0 4px";
    private const string Frame = "display:inline-grid;grid-template-columns:auto minmax(0,max-content);max-width:100%;font-size:12px";
    private const string Picture = "image-rendering:pixelated;max-width:100%;height:auto;display:block;margin:0";
    private const string Cell = "overflow:hidden;text-overflow:ellipsis;white-space:nowrap";
    private const string RowCell = "flex:1 1 0;min-height:0;display:flex;align-items:center;justify-content:flex-end;" + Cell;
    private const string ColumnCell = "flex:1 1 0;min-width:0;" + Cell;

    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new MimeFormatter<ImageGrid>("text/html", Html),
        new MimeFormatter<ImageGrid>("image/png", Base64),
        new MimeFormatter<ImageGrid>("text/plain", grid => grid.ToString()),
    ];

    private static string Base64(ImageGrid grid) => Convert.ToBase64String([.. grid.Png]);

    // The title, then a grid of two rows and columns (captions | picture); rows and columns of captions share the picture's length equally, as the images do.
    private static string Html(ImageGrid grid)
    {
        string title = WebUtility.HtmlEncode(grid.Alternative);
        var html = new StringBuilder($"<figure class=\"vae-images\" style=\"margin:0\"><figcaption style=\"{Title}\">{title}</figcaption><div style=\"{Frame}\">");
        html.Append("<span></span>").Append(Captions(grid.ColumnCaptions, "column", "display:flex;text-align:center"));
        html.Append(Captions(grid.RowCaptions, "row", "display:flex;flex-direction:column;text-align:right;padding-right:6px"));
        html.Append($"<img alt=\"{WebUtility.HtmlEncode(grid.ToString())}\" width=\"{grid.Width}\" height=\"{grid.Height}\" ");
        html.Append($"style=\"{Picture}\" src=\"data:image/png;base64,{Base64(grid)}\"></div></figure>");
        return html.ToString();
    }

    private static string Captions(IReadOnlyList<string> captions, string direction, string style)
    {
        string inner = direction == "row" ? RowCell : ColumnCell;
        IEnumerable<string> spans = captions.Select(caption => $"<span style=\"{inner}\">{WebUtility.HtmlEncode(caption)}</span>");
        return $"<div style=\"{style}\">{string.Concat(spans)}</div>";
    }
}
