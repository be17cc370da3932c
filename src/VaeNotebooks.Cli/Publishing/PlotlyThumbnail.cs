using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VaeNotebooks.Cli;

/// <summary>A Plotly figure as a small drawing without axes: lines, points, bars and heat maps of its first panel.</summary>
internal static partial class PlotlyThumbnail
{
    private const double Width = 320, Height = 180, Margin = 16;
    private const int MostPoints = 240, MostCells = 40;

    /// <summary>The drawing, or null when the figure holds nothing that can be drawn.</summary>
    public static string? Svg(JsonNode value)
    {
        var traces = (value["data"] as JsonArray ?? []).OfType<JsonObject>().Where(trace => Text(trace["xaxis"]) is null or "x").ToList();
        var heatMap = traces.Select(trace => trace["z"]).OfType<JsonArray>().Select(HeatMap).FirstOrDefault(cells => cells.Length > 0);
        var marks = heatMap ?? Curves(traces, value["layout"]);
        return marks.Length == 0 ? null : $"<svg viewBox=\"0 0 {Width} {Height}\" aria-hidden=\"true\">{marks}</svg>";
    }

    private static string Curves(List<JsonObject> traces, JsonNode? layout)
    {
        var curves = traces.Select(trace => (Trace: trace, Points: Points(trace, IsLog(layout, "xaxis"), IsLog(layout, "yaxis"))))
            .Where(curve => curve.Points.Count > 1)
            .ToList();
        if (curves.Count == 0) return "";
        var all = curves.SelectMany(curve => curve.Points).ToList();
        var (left, right) = (all.Min(p => p.X), all.Max(p => p.X));
        var (low, high) = (all.Min(p => p.Y), all.Max(p => p.Y));
        return string.Concat(curves.Select((curve, i) => Curve(
            curve.Trace, i, [.. curve.Points.Select(p => (Place(p.X, left, right, Width), Height - Place(p.Y, low, high, Height)))])));
    }

    private static string Curve(JsonObject trace, int index, List<(double X, double Y)> points)
    {
        var colour = Colour(trace, index);
        if (Text(trace["type"]) is "bar" or "histogram")
            return string.Concat(points.Select(p =>
                $"<rect x=\"{N(p.X - 4)}\" y=\"{N(p.Y)}\" width=\"8\" height=\"{N(Height - Margin - p.Y)}\" fill=\"{colour}\" opacity=\".7\"/>"));
        if (Text(trace["mode"]) is "markers")
            return string.Concat(points.Select(p => $"<circle cx=\"{N(p.X)}\" cy=\"{N(p.Y)}\" r=\"2\" fill=\"{colour}\" opacity=\".7\"/>"));
        var places = string.Join(' ', points.Select(p => $"{N(p.X)},{N(p.Y)}"));
        return $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\" stroke-linejoin=\"round\" points=\"{places}\"/>";
    }

    private static List<(double X, double Y)> Points(JsonObject trace, bool logX, bool logY)
    {
        if (trace["y"] is not JsonArray ys) return [];
        var xs = trace["x"] as JsonArray;
        var step = Math.Max(1, ys.Count / MostPoints);
        var points = Enumerable.Range(0, ys.Count).Where(i => i % step == 0 && (xs is null || i < xs.Count))
            .Select(i => (X: Scale(xs is null ? i : Number(xs[i]) ?? i, logX), Y: Scale(Number(ys[i]) ?? double.NaN, logY)));
        return [.. points.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y))];
    }

    private static string HeatMap(JsonArray rows)
    {
        var grid = Thin(rows.OfType<JsonArray>()).Select(row => Thin(row).Select(cell => Number(cell) ?? double.NaN).ToList()).ToList();
        var finite = grid.SelectMany(row => row).Where(double.IsFinite).ToList();
        if (finite.Count == 0) return "";
        var (low, range) = (finite.Min(), Math.Max(finite.Max() - finite.Min(), double.Epsilon));
        var cells = string.Concat(grid.SelectMany((row, i) => row.Select((cell, j) => !double.IsFinite(cell) ? "" :
            $"<rect x=\"{N(j * Width / row.Count)}\" y=\"{N((grid.Count - 1 - i) * Height / grid.Count)}\" width=\"{N(Width / row.Count)}\" " +
            $"height=\"{N(Height / grid.Count)}\" fill=\"var(--accent)\" opacity=\"{N(.05 + .9 * (cell - low) / range)}\"/>")));
        return $"<g shape-rendering=\"crispEdges\">{cells}</g>";
    }

    private static List<T> Thin<T>(IEnumerable<T> items)
    {
        var all = items.ToList();
        var step = (all.Count + MostCells - 1) / MostCells;
        return [.. all.Where((_, i) => i % Math.Max(1, step) == 0)];
    }

    private static string Colour(JsonObject trace, int index) =>
        new[] { trace["line"]?["color"], trace["marker"]?["color"] }.Select(Text).FirstOrDefault(colour => colour is not null && PlainColour().IsMatch(colour))
        ?? (index % 2 == 0 ? "var(--accent)" : "var(--warm)");

    private static bool IsLog(JsonNode? layout, string axis) => Text(layout?[axis]?["type"]) == "log";

    private static double Scale(double value, bool isLog) => isLog ? Math.Log10(value) : value;

    private static double Place(double value, double low, double high, double size) =>
        Margin + (size - 2 * Margin) * (high > low ? (value - low) / (high - low) : .5);

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(#[0-9A-Fa-f]{3,8}|rgba?\([0-9.,% ]+\))$")]
    private static partial Regex PlainColour();
}
