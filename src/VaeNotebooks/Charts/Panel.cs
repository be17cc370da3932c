namespace VaeNotebooks;

/// <summary>One pair of axes with what is drawn on it: the piece that a figure has one or several of.</summary>
internal sealed record Panel(string Title, string XLabel, string YLabel, IReadOnlyList<Dictionary<string, object>> Traces)
{
    private const int LabelWidth = 40; // characters of one line of a label

    public bool LogX { get; init; }

    public bool LogY { get; init; }

    /// <summary>The x axis has names, even where they look like numbers.</summary>
    public bool NamedX { get; init; }

    /// <summary>One unit is as long on both axes.</summary>
    public bool EqualScale { get; init; }

    /// <summary>Higher than others: for planes with many points.</summary>
    public bool Tall { get; init; }

    /// <summary>Row 0 at the top, as in a table or an image.</summary>
    public bool TopDown { get; init; }

    public bool HasColourBar => Traces.Any(trace => trace.ContainsKey("colorbar"));

    public string[] XLabelLines => Plot.Wrap(XLabel, LabelWidth);

    public Dictionary<string, object> XAxis()
    {
        Dictionary<string, object> axis = Axis(XLabelLines, NamedX ? "category" : LogX ? "log" : null);
        if (EqualScale)
        {
            axis["constrain"] = "domain";
        }

        return axis;
    }

    public Dictionary<string, object> YAxis(string xAxis)
    {
        Dictionary<string, object> axis = Axis(Plot.Wrap(YLabel, LabelWidth), LogY ? "log" : null);
        if (EqualScale)
        {
            axis["scaleanchor"] = xAxis;
            axis["constrain"] = "domain"; // shortens an axis rather than showing more of the plane than there is to see
        }

        if (TopDown)
        {
            axis["autorange"] = "reversed";
        }

        return axis;
    }

    private static Dictionary<string, object> Axis(string[] label, string? type) => Plot.Object(
        ("title", Plot.Object(("text", string.Join("<br>", label)), ("standoff", 8))),
        ("type", type),
        ("exponentformat", "power"),
        ("gridcolor", Palette.FaintGrey),
        ("zerolinecolor", Palette.FaintGrey),
        ("linecolor", Palette.Grey),
        ("showline", true),
        ("ticks", "outside"),
        ("tickcolor", Palette.Grey),
        ("automargin", true));
}
