using Plotly.NET;

namespace VaeNotebooks;

/// <summary>
/// Puts panels on a page: a compact layout instead of Plotly.NET's template of 8 KB, see-through and mid-grey so that it reads on white and on dark.
/// </summary>
internal static class PanelLayout
{
    private const int LineHeight = 18;
    private const int PanelHeight = 290;
    private const int SquarePanelHeight = 480; // with one scale for both axes: as high as wide, or the data shrink to a spot
    private const double Gap = 0.17;

    // Charts side by side keep this width, in pixels: on a phone the page scrolls sideways rather than letting labels overlap.
    private const int MinimumGridWidth = 680;

    /// <summary>Draws the panels row by row.</summary>
    public static GenericChart Draw(string title, IReadOnlyList<Panel> panels, int columns)
    {
        int rows = (panels.Count + columns - 1) / columns;
        string[] titleLines = Plot.Wrap(title, 46);
        int headingLines = panels.Count > 1 ? panels.Max(panel => HeadingLines(panel, columns).Length) : 0;
        int top = 14 + (LineHeight * (titleLines.Length + headingLines));
        var layout = new Layout();
        int panelHeight = columns == 1 && panels.All(panel => panel.EqualScale || panel.Tall) ? SquarePanelHeight : PanelHeight;
        int labelLines = panels.Skip((rows - 1) * columns).Max(panel => panel.XLabelLines.Length);
        Set(layout, Page(titleLines, top, panelHeight, rows, columns, labelLines, [.. panels.SelectMany(panel => panel.Traces)]));
        for (int i = 0; i < panels.Count; i++)
        {
            Set(layout, Axes(panels[i], i, columns, rows, panels.Count > 1));
        }

        if (panels.Count > 1)
        {
            layout.SetProperty("annotations", panels.Select((panel, i) => Heading(panel, i, columns, rows)).ToArray());
        }

        // Plotly draws no axes without a trace.
        Trace[] traces = [.. panels.SelectMany((panel, i) => panel.Traces.Select(trace => OnPanel(trace, panel, i, columns, rows))).DefaultIfEmpty(new("scatter"))];
        NameOnce(traces);
        // By way of plain sequences: with F# lists the library would depend on FSharp.Core, of which some hosts hold an older version than Plotly.NET needs.
        return GenericChart.setLayout(layout, GenericChart.combine(traces.Select(trace => GenericChart.ofTraceObject(false, trace))));
    }

    // The legend is common to all panels: train and test once.
    private static void NameOnce(Trace[] traces)
    {
        foreach (Trace repeat in traces.Where(IsNamed).GroupBy(trace => trace.GetPropertyValue("name")).SelectMany(group => group.Skip(1)))
        {
            repeat.SetProperty("showlegend", false);
        }
    }

    private static Dictionary<string, object> Page(
        string[] titleLines, int top, int panelHeight, int rows, int columns, int labelLines, IReadOnlyList<Dictionary<string, object>> traces)
    {
        bool legend = traces.Count(IsNamed) > 1;
        int more = LineHeight * Math.Max(0, labelLines - 1);
        return Plot.Object(
            ("title", Title(titleLines)),
            ("font", Plot.Object(("color", Palette.Grey), ("size", 12), ("family", "system-ui, sans-serif"))),
            ("paper_bgcolor", "rgba(0,0,0,0)"),
            ("plot_bgcolor", "rgba(0,0,0,0)"),
            ("height", top + (panelHeight * rows) + more + (legend ? 40 : 0)),
            ("autosize", columns == 1),
            ("width", columns == 1 ? null : Math.Max(MinimumGridWidth, 250 * columns)),
            ("margin", Plot.Object(("l", 48), ("r", 12), ("t", top), ("b", 44 + more))),
            ("showlegend", legend),
            ("legend", legend ? Legend(rows, (double)more / (panelHeight * rows), traces) : null),
            ("hovermode", "closest"));
    }

    private static Dictionary<string, object> Title(string[] lines) => Plot.Object(
        ("text", string.Join("<br>", lines)),
        ("x", 0.02),
        ("xanchor", "left"),
        ("y", 1.0),
        ("yanchor", "top"),
        ("pad", Plot.Object(("t", 10 + (LineHeight / 2 * (lines.Length - 1))))), // Plotly centres the lines on the place of the first
        ("font", Plot.Object(("size", 14))));

    // Below the axis and its label, however many lines that has. Markers of constant size where there are only markers: those of large clouds are too small to tell apart.
    private static Dictionary<string, object> Legend(int rows, double lower, IReadOnlyList<Dictionary<string, object>> traces) => Plot.Object(
        ("orientation", "h"),
        ("x", 0),
        ("y", (-0.24 / rows) - lower),
        ("yanchor", "top"),
        ("traceorder", "normal"),
        ("itemsizing", traces.All(trace => trace.GetValueOrDefault("mode") is "markers") ? "constant" : null));

    private static Dictionary<string, object> Axes(Panel panel, int index, int columns, int rows, bool several)
    {
        Dictionary<string, object> x = panel.XAxis();
        Dictionary<string, object> y = panel.YAxis("x" + Suffix(index));
        if (several)
        {
            (double left, double right) = Domain(index % columns, columns);
            x["domain"] = new[] { left, panel.HasColourBar ? right - 0.06 : right };
            x["anchor"] = "y" + Suffix(index);
            (double bottom, double top) = RowDomain(index / columns, rows);
            y["domain"] = new[] { bottom, top };
            y["anchor"] = "x" + Suffix(index);
        }

        return Plot.Object(("xaxis" + Suffix(index), x), ("yaxis" + Suffix(index), y));
    }

    private static Trace OnPanel(Dictionary<string, object> properties, Panel panel, int index, int columns, int rows)
    {
        var trace = new Trace((string)properties["type"]);
        Set(trace, properties);
        if (index > 0)
        {
            trace.SetProperty("xaxis", "x" + Suffix(index));
            trace.SetProperty("yaxis", "y" + Suffix(index));
        }

        if (columns * rows > 1 && panel.HasColourBar && properties.TryGetValue("colorbar", out object? bar))
        {
            (double bottom, double top) = RowDomain(index / columns, rows);
            trace.SetProperty("colorbar", new Dictionary<string, object>((Dictionary<string, object>)bar)
            {
                ["x"] = Domain(index % columns, columns).End - 0.055,
                ["y"] = (bottom + top) / 2,
                ["len"] = top - bottom,
            });
        }

        return trace;
    }

    private static Dictionary<string, object> Heading(Panel panel, int index, int columns, int rows) => Plot.Object(
        ("text", string.Join("<br>", HeadingLines(panel, columns))), ("showarrow", false), ("xref", "paper"), ("yref", "paper"), ("align", "left"),
        ("x", Domain(index % columns, columns).Start), ("xanchor", "left"), ("y", RowDomain(index / columns, rows).Top), ("yanchor", "bottom"));

    private static string[] HeadingLines(Panel panel, int columns) => Plot.Wrap(panel.Title, 52 / columns);

    // Plotly calls the first axes x and y, the next x2 and y2.
    private static string Suffix(int index) => index == 0 ? "" : (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static (double Start, double End) Domain(int column, int columns)
    {
        double width = (1 - (Gap * (columns - 1))) / columns;
        double start = column * (width + Gap);
        return (Math.Round(start, 4), Math.Round(start + width, 4));
    }

    private static (double Bottom, double Top) RowDomain(int row, int rows)
    {
        (double start, double end) = Domain(rows - 1 - row, rows);
        return (start, end);
    }

    private static bool IsNamed(Trace trace) => trace.Properties.ContainsKey("name") && !trace.Properties.ContainsKey("showlegend");

    private static bool IsNamed(Dictionary<string, object> trace) => trace.ContainsKey("name") && !trace.ContainsKey("showlegend");

    private static void Set(DynamicObj.DynamicObj target, Dictionary<string, object> properties)
    {
        foreach ((string name, object value) in properties)
        {
            target.SetProperty(name, value);
        }
    }
}
