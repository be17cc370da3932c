using System.Globalization;

namespace VaeNotebooks;

/// <summary>The lines <c>rate + distortion = constant</c> behind a rate-distortion plane, at round values of the ELBO.</summary>
internal static class EqualElbo
{
    private const int MostLines = 10;
    private const double Margin = 0.08; // of the box of all points, on each side

    /// <summary>Lines clipped to the box of the points and a margin, labelled where they leave it on the right or below.</summary>
    public static IEnumerable<Dictionary<string, object>> Lines(IReadOnlyList<(double Rate, double Distortion)> places)
    {
        var (left, right) = Box(places.Select(place => place.Rate));
        var (bottom, top) = Box(places.Select(place => place.Distortion));
        var step = RoundStep(right + top - left - bottom);
        for (var sum = Math.Ceiling((left + bottom) / step) * step; sum < right + top; sum += step)
        {
            var (from, to) = (Math.Max(left, sum - top), Math.Min(right, sum - bottom));
            if (to > from) yield return Line(from, to, sum);
        }
    }

    private static (double Low, double High) Box(IEnumerable<double> values)
    {
        var (low, high) = (values.Min(), values.Max());
        var margin = Math.Max(Margin * (high - low), 0.5); // one point alone still has room about it
        return (low - margin, high + margin);
    }

    // 1, 2 or 5 times a power of ten, the smallest that gives at most MostLines.
    private static double RoundStep(double range)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(range / MostLines)));
        return new[] { 1, 2, 5, 10 }.Select(digit => digit * power).First(step => range / step <= MostLines);
    }

    private static Dictionary<string, object> Line(double from, double to, double sum)
    {
        var label = string.Create(CultureInfo.InvariantCulture, $"{-sum:G6}");
        return Plot.Object(
            ("type", "scatter"), ("mode", "lines+text"), ("showlegend", false), ("hoverinfo", "skip"), ("name", "equal ELBO " + label),
            ("x", Plot.Numbers([from, to])), ("y", Plot.Numbers([sum - from, sum - to])),
            ("line", Plot.Object(("color", Palette.Grey), ("dash", "dot"), ("width", 1))),
            ("text", new[] { "", label }), ("textposition", "bottom left"), ("textfont", Plot.Object(("size", 10), ("color", Palette.Grey))));
    }
}
