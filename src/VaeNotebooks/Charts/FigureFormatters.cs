using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace VaeNotebooks;

/// <summary>A figure as Plotly JSON, as HTML that draws itself, and as text.</summary>
internal sealed class FigureFormatters
{
    public const string PlotlyMimeType = "application/vnd.plotly.v1+json";

    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new MimeFormatter<Figure>("text/html", Html),
        new MimeFormatter<Figure>(PlotlyMimeType, figure => figure.ToJson()),
        new MimeFormatter<Figure>("text/plain", figure => figure.ToString()),
    ];

    // The text alternative stands in the page until the chart replaces it, and stays where scripts do not run. Uses the page's Plotly when there is one.
    // Otherwise it asks the internet for the version that Plotly.NET itself uses, once per page, and draws as soon as that or the kernel brings it.
    private static string Html(Figure figure)
    {
        string json = figure.ToJson().Replace("<", "\\u003c", StringComparison.Ordinal); // so that no text can close the script
        string text = WebUtility.HtmlEncode(figure.ToString());
        string label = text.Replace("\n", "; ", StringComparison.Ordinal);
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..12];
        return $$"""
            <div class="vae-figure" style="overflow-x:auto" data-vae-figure="{{id}}" role="img" aria-label="{{label}}"><pre>{{text}}</pre></div>
            <script>
            (function () {
              const figure = {{json}};
              const url = "https://cdn.plot.ly/plotly-2.28.0.min";
              const draw = plotly => document.querySelectorAll('[data-vae-figure="{{id}}"]:not(.js-plotly-plot)').forEach(place => {
                place.replaceChildren();
                plotly.newPlot(place, figure.data, figure.layout, figure.config);
              });
              if (window.Plotly) { draw(window.Plotly); return; }
              document.addEventListener("plotly-ready", () => draw(window.Plotly), { once: true });
              if (window.require && window.define && window.define.amd) { window.require([url], draw, () => {}); return; }
              window.vaePlotly = window.vaePlotly || new Promise((loaded, failed) => {
                const script = document.createElement("script");
                script.src = url + ".js";
                script.onload = () => loaded(window.Plotly);
                script.onerror = failed;
                document.head.append(script);
              });
              window.vaePlotly.then(draw, () => {});
            })();
            </script>
            """;
    }
}
