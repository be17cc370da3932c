using System.Net;
using System.Text.Json.Nodes;
using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>Plotly figures as charts of the book: the figure travels as JSON that no browser runs, and a script of the book draws it when it comes
/// into view.</summary>
internal sealed class PlotlyRenderer : IOutputRenderer
{
    private const string Plotly = "plotly-2.28.0.min.js";

    public string MimeType => "application/vnd.plotly.v1+json";

    public IReadOnlyList<BookAsset> Assets { get; } =
    [
        new(Plotly, () => Resource(typeof(Plotly.NET.Chart).Assembly, "Plotly.NET." + Plotly)),
        new("charts.js", () => Resource(typeof(PlotlyRenderer).Assembly, "charts.js")),
    ];

    public string Render(JsonNode value, string textAlternative)
    {
        if (value is not JsonObject figure || figure["data"] is not JsonArray) return "<p class=\"note\">A chart without data was left out here.</p>";
        var words = textAlternative.Length > 0 ? textAlternative : "Chart without a description";
        // The default encoder writes < and > as \u003C and \u003E, so the JSON cannot close its element.
        return $"""
            <div class="chart" role="img" aria-label="{WebUtility.HtmlEncode(words)}">
            <p class="chart-words">{WebUtility.HtmlEncode(words)}</p>
            <script type="application/json">{figure.ToJsonString()}</script>
            </div>
            """;
    }

    public string? Thumbnail(JsonNode value)
    {
        try
        {
            return PlotlyThumbnail.Svg(value);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or OverflowException)
        {
            return null; // JSON of another shape than Plotly's: any cell may make it, and it must not cost the book.
        }
    }

    private static byte[] Resource(System.Reflection.Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException(
                $"The assembly {assembly.GetName().Name} has no resource '{name}'. Use the package version pinned in Directory.Packages.props.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
