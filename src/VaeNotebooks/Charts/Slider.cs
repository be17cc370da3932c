using Plotly.NET;

namespace VaeNotebooks;

/// <summary>
/// A slider over images: each step sets the source of one layout image. Plotly's frames would do the same, but hold a chart each; this is a tenth of the size
/// and needs no frames in the host.
/// </summary>
internal static class Slider
{
    public static Figure Draw(string title, string label, double[] places, string[] sources)
    {
        string first = NumberText.Significant(places[0], 4);
        string last = NumberText.Significant(places[^1], 4);
        GenericChart chart = PanelLayout.Draw(title, [new Panel(title, "", "", [Unseen])], columns: 1);
        Layout layout = GenericChart.getLayout(chart);
        int start = places.Length / 2;
        layout.SetProperty("images", new[] { Picture(sources[start]) });
        layout.SetProperty("sliders", new[] { Steps(label, places, sources, start) });
        layout.SetProperty("xaxis", HiddenAxis);
        layout.SetProperty("yaxis", HiddenAxis);
        layout.SetProperty("height", 430);
        return new Figure(chart, $"slider over {sources.Length} images; {label} from {first} to {last}");
    }

    // Plotly draws no axes, and so no images, without a trace.
    private static Dictionary<string, object> Unseen => Plot.Object(
        ("type", "scatter"), ("mode", "markers"), ("x", new[] { 0.5 }), ("y", new[] { 0.5 }), ("opacity", 0), ("hoverinfo", "skip"));

    private static Dictionary<string, object> HiddenAxis => Plot.Object(("visible", false), ("range", new[] { 0, 1 }), ("fixedrange", true));

    private static Dictionary<string, object> Picture(string source) => Plot.Object(
        ("source", source), ("xref", "paper"), ("yref", "paper"), ("x", 0.5), ("y", 1), ("xanchor", "center"), ("yanchor", "top"),
        ("sizex", 1), ("sizey", 1), ("sizing", "contain"));

    private static Dictionary<string, object> Steps(string label, double[] places, string[] sources, int start) => Plot.Object(
        ("active", start),
        ("x", 0.03),
        ("len", 0.94),
        ("pad", Plot.Object(("t", 30))),
        ("bgcolor", Palette.Grey),
        ("bordercolor", Palette.Grey),
        ("tickcolor", Palette.Grey),
        ("font", Plot.Object(("size", 10))),
        ("currentvalue", Plot.Object(("prefix", Plot.Text(label) + " = "), ("xanchor", "center"), ("font", Plot.Object(("size", 13))))),
        ("steps", places.Zip(sources, Step).ToArray()));

    private static Dictionary<string, object> Step(double place, string source) => Plot.Object(
        ("label", NumberText.Significant(place, 3)),
        ("method", "relayout"),
        ("args", new object[] { new Dictionary<string, object> { ["images[0].source"] = source } }));
}
