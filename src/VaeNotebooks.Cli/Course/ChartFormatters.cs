using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>
/// How charts that notebooks make with a chart library directly are shown: those of Plotly.NET as the course's own <see cref="Figure"/>, those of XPlot
/// as Plotly's JSON. Registered by name, so that neither library is loaded before a notebook draws.
/// </summary>
internal static class ChartFormatters
{
    public const string Plotly = "application/vnd.plotly.v1+json";

    public static void AddTo(Formatters formatters)
    {
        formatters.Register("Plotly.NET.GenericChart", Plotly, chart => AsFigure(chart).ToJson());
        formatters.Register("Plotly.NET.GenericChart", "text/html", chart => formatters.Format(AsFigure(chart)).Text("text/html")!);
        formatters.Register("Plotly.NET.GenericChart", "text/plain", chart => AsFigure(chart).ToString());
        formatters.Register("XPlot.Plotly.PlotlyChart", Plotly, chart => XPlotJson((XPlot.Plotly.PlotlyChart)chart).ToJsonString());
        formatters.Register("XPlot.Plotly.PlotlyChart", "text/html", chart => XPlotHtml((XPlot.Plotly.PlotlyChart)chart));
        formatters.Register("XPlot.Plotly.PlotlyChart", "text/plain", chart => $"Chart: {XPlotTitle((XPlot.Plotly.PlotlyChart)chart)}");
    }

    private static Figure AsFigure(object chart) => new((Plotly.NET.GenericChart)chart);

    // XPlot gives its JSON only inside the script that draws it: `var data = [...];` and `var layout = {...};`, a line each.
    private static JsonObject XPlotJson(XPlot.Plotly.PlotlyChart chart)
    {
        var figure = new JsonObject();
        foreach (var line in chart.GetPlottingJS().Split('\n', StringSplitOptions.TrimEntries))
        {
            foreach (var name in new[] { "data", "layout" })
            {
                var start = $"var {name} = ";
                // A chart without a layout has the text "" there.
                if (line.StartsWith(start, StringComparison.Ordinal) && JsonNode.Parse(line[start.Length..].TrimEnd(';')) is { } value and not JsonValue)
                {
                    figure[name] = value;
                }
            }
        }

        return figure;
    }

    private static string XPlotTitle(XPlot.Plotly.PlotlyChart chart) =>
        XPlotJson(chart)["layout"]?["title"] is JsonValue title ? title.ToString() : "without a title";

    // XPlot names the element by a random id; the same chart should give the same text.
    private static string XPlotHtml(XPlot.Plotly.PlotlyChart chart)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(XPlotJson(chart).ToJsonString()));
        return chart.GetInlineHtml().Replace(chart.Id, "xplot-" + Convert.ToHexStringLower(hash)[..12]);
    }
}
