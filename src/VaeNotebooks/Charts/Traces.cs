namespace VaeNotebooks;

/// <summary>Series as Plotly's traces.</summary>
internal static class Traces
{
    public static List<Dictionary<string, object>> Lines(IReadOnlyList<Series> series) =>
        [.. series.Zip(Palette.For(series)).SelectMany(pair => Line(pair.First, pair.Second))];

    public static List<Dictionary<string, object>> Markers(IReadOnlyList<Series> series) =>
        [.. series.Zip(Palette.For(series), (one, look) => Points(one.Name, one.X, one.Y, Marker(look, one.X.Count > 200 ? 5 : 8)))];

    /// <summary>Points to see on top of a coloured surface: large, with a white edge.</summary>
    public static IEnumerable<Dictionary<string, object>> Marks(IReadOnlyList<Series> marks) => marks.Zip(Palette.For(marks), (one, look) =>
    {
        Dictionary<string, object> marker = Marker(look, 12);
        marker["line"] = Plot.Object(("color", "white"), ("width", 2));
        return Points(one.Name, one.X, one.Y, marker);
    });

    /// <summary>One model on a rate-distortion plane.</summary>
    public static Dictionary<string, object> Model(RateDistortion model, Look look) =>
        Points(Plot.Text(model.Name), [model.Rate], [model.Distortion], Marker(look, 11));

    public static List<Dictionary<string, object>> Classes(double[][] points, double[] labels, IReadOnlyList<string>? names)
    {
        var classes = names?.Count ?? int.MaxValue;
        if (Array.FindIndex(labels, label => !(double.IsInteger(label) && label >= 0 && label < classes)) is int bad and >= 0)
        {
            string most = names is null ? "" : $" to {classes - 1}, one per name";
            throw new ArgumentException($"labels must be integers from 0{most}; label {bad} is {labels[bad]}.", nameof(labels));
        }

        return [.. points.Zip(labels).GroupBy(pair => (int)pair.Second, pair => pair.First).OrderBy(group => group.Key).Select(group => Points(
            names?[group.Key] ?? group.Key.ToString(System.Globalization.CultureInfo.InvariantCulture),
            group.Select(point => point[0]),
            group.Select(point => point[1]),
            Marker(Palette.OfClass(group.Key), 5)))];
    }

    public static IEnumerable<Dictionary<string, object>> Histogram(IReadOnlyList<Series> samples, int bins)
    {
        double[] all = [.. samples.SelectMany(one => one.Y).Where(double.IsFinite)];
        if (all.Length == 0 || bins < 1)
        {
            throw new ArgumentException($"A histogram needs finite values and at least one bin, not {all.Length} values and {bins} bins.", nameof(samples));
        }

        double low = all.Min();
        double width = all.Max() > low ? (all.Max() - low) / bins : 1;
        double[] centres = [.. Enumerable.Range(0, bins).Select(i => low + ((i + 0.5) * width))];
        return samples.Zip(Palette.For(samples), (one, look) => Plot.Object(
            ("type", "bar"),
            ("name", Plot.Text(one.Name)),
            ("x", Plot.Numbers(centres)),
            ("y", Plot.Numbers(Density(one.Y, low, width, bins))),
            ("width", Plot.Number(width)),
            ("offset", Plot.Number(-width / 2)),
            ("marker", SeeThrough(look, samples.Count > 1 ? 0.5 : 0.75))));
    }

    public static List<Dictionary<string, object>> Bars(IReadOnlyList<string> categories, IReadOnlyList<Series> series)
    {
        if (series.FirstOrDefault(one => one.Y.Count != categories.Count) is { } wrong)
        {
            throw new ArgumentException($"Series '{wrong.Name}' has {wrong.Y.Count} values for {categories.Count} categories.", nameof(series));
        }

        return [.. series.Zip(Palette.For(series), (one, look) => Plot.Object(
            ("type", "bar"),
            ("name", Plot.Text(one.Name)),
            ("x", categories.Select(Plot.Text).ToArray()),
            ("y", Plot.Numbers(one.Y)),
            ("error_y", one.HalfWidth is null ? null : Plot.Object(("type", "data"), ("array", Plot.Numbers(one.HalfWidth)), ("color", Palette.Grey))),
            ("marker", Plot.Object(("color", look.Colour), ("pattern", Hatched(one.Role))))))];
    }

    public static Dictionary<string, object> Contour(string label, double[] x, double[] y, double[][] z)
    {
        if (z.Length != y.Length || z.Any(row => row.Length != x.Length))
        {
            throw new ArgumentException(
                $"z must be of shape [{y.Length}, {x.Length}] (rows y, columns x), not [{z.Length}, {z[0].Length}].", nameof(z));
        }

        return Plot.Object(
            ("type", "contour"), ("name", Plot.Text(label)), ("showlegend", false), ("x", Plot.Numbers(x)), ("y", Plot.Numbers(y)), ("z", Plot.Matrix(z)),
            ("colorscale", "Viridis"), ("ncontours", 18), ("contours", Plot.Object(("showlines", true))), ("line", Plot.Object(("width", 0.5))),
            ("colorbar", ColourBar(label)));
    }

    public static Dictionary<string, object> Heatmap(string label, double[][] z, IReadOnlyList<string>? rows, IReadOnlyList<string>? columns)
    {
        if ((rows is not null && rows.Count != z.Length) || (columns is not null && columns.Count != z[0].Length))
        {
            throw new ArgumentException(
                $"z of shape [{z.Length}, {z[0].Length}] has {rows?.Count ?? z.Length} names of rows and {columns?.Count ?? z[0].Length} of columns.",
                nameof(z));
        }

        return Plot.Object(
            ("type", "heatmap"), ("name", Plot.Text(label)), ("showlegend", false), ("z", Plot.Matrix(z)),
            ("x", columns?.Select(Plot.Text).ToArray()), ("y", rows?.Select(Plot.Text).ToArray()), ("colorscale", "Viridis"), ("colorbar", ColourBar(label)));
    }

    private static IEnumerable<Dictionary<string, object>> Line(Series one, Look look)
    {
        if (one.HalfWidth is { } half)
        {
            double?[] low = Plot.Numbers(one.Y.Zip(half, (y, h) => y - h));
            double?[] high = Plot.Numbers(one.Y.Zip(half, (y, h) => y + h));
            yield return Edge(one, look, low, fill: null);
            yield return Edge(one, look, high, fill: "tonexty");
        }

        yield return Plot.Object(
            ("type", "scatter"),
            ("mode", one.X.Count <= 25 ? "lines+markers" : "lines"),
            ("name", Plot.Text(one.Name)),
            ("x", Plot.Numbers(one.X)),
            ("y", Plot.Numbers(one.Y)),
            ("line", Plot.Object(("color", look.Colour), ("dash", look.Dash), ("width", 2))),
            ("marker", Marker(look, 7)));
    }

    private static Dictionary<string, object> Edge(Series one, Look look, double?[] y, string? fill) => Plot.Object(
        ("type", "scatter"), ("mode", "lines"), ("showlegend", false), ("hoverinfo", "skip"), ("x", Plot.Numbers(one.X)), ("y", y),
        ("line", Plot.Object(("width", 0), ("color", look.Colour))), ("fill", fill ?? "none"), ("fillcolor", Palette.Fade(look.Colour, 0.22)));

    private static Dictionary<string, object> Points(string name, IEnumerable<double> x, IEnumerable<double> y, Dictionary<string, object> marker) =>
        Plot.Object(
            ("type", "scatter"), ("mode", "markers"), ("name", Plot.Text(name)), ("x", Plot.Cloud(x)), ("y", Plot.Cloud(y)), ("marker", marker));

    private static Dictionary<string, object> SeeThrough(Look look, double opacity) => Plot.Object(
        ("color", Palette.Fade(look.Colour, opacity)), ("line", Plot.Object(("color", look.Colour), ("width", 1))));

    private static Dictionary<string, object> Marker(Look look, int size) => Plot.Object(("color", look.Colour), ("symbol", look.Symbol), ("size", size));

    private static Dictionary<string, object> ColourBar(string label) => Plot.Object(
        ("title", Plot.Object(("text", Plot.Text(label)), ("side", "right"))), ("thickness", 12), ("outlinewidth", 0));

    private static Dictionary<string, object> Hatched(Role role) => Plot.Object(
        ("shape", role switch { Role.Model => "/", Role.Bound => ".", Role.Truth => "x", Role.Other => "\\", _ => "" }),
        ("fillmode", "overlay"), ("fgcolor", "white"), ("fgopacity", 0.6), ("solidity", 0.2));

    private static double[] Density(IReadOnlyList<double> values, double low, double width, int bins)
    {
        double[] counts = new double[bins];
        foreach (double value in values.Where(double.IsFinite))
        {
            counts[Math.Min((int)((value - low) / width), bins - 1)]++;
        }

        double area = counts.Sum() * width;
        return [.. counts.Select(count => area > 0 ? count / area : 0)];
    }
}
