using System.Text.Json.Nodes;
using Plotly.NET;

namespace VaeNotebooks;

/// <summary>
/// A chart, shown by notebook hosts as Plotly JSON, as HTML that draws itself, or as text. Made by <see cref="Charts"/>, or from any chart of Plotly.NET.
/// </summary>
[TypeFormatterSource(typeof(FigureFormatters), PreferredMimeTypes = ["text/html"])]
public sealed class Figure
{
    private readonly Lazy<JsonObject> _json;
    private readonly string? _alternative;

    /// <summary>Wraps a chart of Plotly.NET, without that library's template of 8 KB.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="alternative">What the chart shows, for those who cannot see it; by default a summary of its data.</param>
    public Figure(GenericChart chart, string? alternative = null)
    {
        Chart = chart;
        _alternative = alternative;
        _json = new(ReadJson);
    }

    internal Figure(Panel panel, string? alternative = null)
        : this(PanelLayout.Draw(panel.Title, [panel], columns: 1), alternative) => Panel = panel;

    /// <summary>The chart as Plotly.NET has it, to be styled further with that library.</summary>
    public GenericChart Chart { get; }

    internal Panel? Panel { get; }

    /// <summary>The chart as Plotly's JSON: an object with <c>data</c>, <c>layout</c> and <c>config</c>. The same chart gives the same text.</summary>
    public string ToJson() => _json.Value.ToJsonString();

    /// <summary>The text alternative: the title, and for each series how many points it has, its range, first and last value.</summary>
    public override string ToString() => FigureText.Describe(_json.Value, _alternative);

    private JsonObject ReadJson()
    {
        JsonObject figure = JsonNode.Parse(GenericChart.toFigureJson(Chart))!.AsObject();
        JsonObject layout = figure["layout"]!.AsObject();
        layout.Remove("template");
        return new JsonObject
        {
            ["data"] = figure["data"]!.DeepClone(),
            ["layout"] = layout.DeepClone(),
            ["config"] = new JsonObject { ["responsive"] = true, ["displaylogo"] = false, ["displayModeBar"] = false },
        };
    }
}
