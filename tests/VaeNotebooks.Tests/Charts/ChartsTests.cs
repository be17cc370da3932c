using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class ChartsTests
{
    private static readonly double[] Epochs = [1, 2, 3];

    private static readonly Dictionary<string, Func<Figure>> Makers = new()
    {
        ["lines"] = () => Charts.Lines(
            "Lines rise", "epoch", "nats", [new("a", Epochs, [1, 2, 3]), new("b", Epochs, [3, 2, 1], Role.Model)], logX: true, logY: true),
        ["band"] = () => Charts.Lines("Intervals shrink", "epoch", "nats", [new("a", Epochs, [1, 2, 3], Role.Model) { HalfWidth = [1, 0.5, 0.1] }]),
        ["scatter"] = () => Charts.Scatter("Points lie on a line", "x", "y", [new("a", Epochs, Epochs)]),
        ["classes"] = () => Charts.Scatter("Classes part", "z1", "z2", tensor(new double[,] { { 0, 1 }, { 2, 3 }, { 4, 5 } }), tensor(new long[] { 1, 0, 1 })),
        ["histogram"] = () => Charts.Histogram(
            "Values are uniform", "z", [new("a", [0.0, 1, 2, 3])], bins: 4, curves: [new("p(z)", [0.0, 3], [0.25, 0.25], Role.Truth)]),
        ["bars"] = () => Charts.Bars("More data help", "images", "accuracy, %", ["100", "300"], [new("plain", [70.0, 80]) { HalfWidth = [1, 2] }]),
        ["contour"] = () => Charts.Contour(
            "One summit", "mean", "deviation", "nats", [0, 1, 2], [0, 1], arange(6).reshape(2, 3), [new("top", [1.0], [1.0], Role.Truth)]),
        ["heatmap"] = () => Charts.Heatmap("Units hold factors", "unit", "factor", "nats", arange(6).reshape(2, 3), rows: ["slant", "width"]),
        ["training"] = () => Charts.TrainingCurves("Both settle", [new("train", Epochs, [-3, -2, -1])], [new("train", Epochs, [1, 2, 3])]),
        ["rate-distortion"] = () => Charts.RateDistortionPlane(
            "Points lie on a plane", [new("plain", 24, 90)], [new("over beta", [5.0, 10], [120.0, 105], Role.Bound)]),
        ["slider"] = () => Charts.ImageSlider("A unit moves", "z1", zeros(3, 784), [-1, 0, 1]),
        ["grid"] = () => Charts.Grid("Side by side", [Makers!["heatmap"](), Makers["lines"]()]),
    };

    public static TheoryData<string> Names => [.. Makers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_chart_is_plotly_json_with_finite_numbers_only_and_without_template(string name)
    {
        JsonNode figure = JsonNode.Parse(Displayed.As("application/vnd.plotly.v1+json", Makers[name]()))!;
        Assert.NotEmpty(figure["data"]!.AsArray());
        Assert.All(figure["data"]!.AsArray(), trace => Assert.NotNull(trace!["type"]));
        Assert.Null(figure["layout"]!["template"]);
        Assert.DoesNotContain("NaN", figure.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_input_gives_the_same_bytes(string name) =>
        Assert.Equal(Displayed.As("text/html", Makers[name]()), Displayed.As("text/html", Makers[name]()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_text_alternative_has_the_title_and_more(string name)
    {
        Figure figure = Makers[name]();
        string title = (string)JsonNode.Parse(figure.ToJson())!["layout"]!["title"]!["text"]!;
        Assert.StartsWith(title + "\n", figure.ToString(), StringComparison.Ordinal);
        Assert.True(figure.ToString().Split('\n').Length >= 2);
    }

    [Fact]
    public void A_text_alternative_tells_points_range_first_and_last_value_of_each_series() => Assert.Equal(
        """
        Bounds rise
        - IWAE: 3 points, x from 1 to 100, y from -90 to -84.5, first -90, last -85
        """,
        Charts.Lines("Bounds rise", "k", "nats", [new("IWAE", [1, 10, 100], [-90, -84.5, -85], Role.Bound)]).ToString(),
        ignoreLineEndingDifferences: true);

    [Fact]
    public void The_text_of_bars_names_every_category() =>
        Assert.Equal("More data help\n- plain: 100 70, 300 80", Makers["bars"]().ToString());

    [Fact]
    public void Nan_and_infinity_leave_a_gap()
    {
        Figure figure = Charts.Lines("Gaps", "x", "y", [new("a", Epochs, [1, double.NaN, double.PositiveInfinity])]);
        Assert.Equal("[1,null,null]", JsonNode.Parse(figure.ToJson())!["data"]![0]!["y"]!.ToJsonString().Replace(".0", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Clouds_and_surfaces_are_written_with_five_digits_and_lines_with_seven()
    {
        static string Data(Figure figure, string axis) => JsonNode.Parse(figure.ToJson())!["data"]![0]![axis]!.ToJsonString();
        double[] values = [1.23456789, -0.00123456789];
        Assert.Equal("[1.2346,-0.0012346]", Data(Charts.Scatter("Cloud", "x", "y", [new("a", values, values)]), "x"));
        Assert.Equal("[[1.2346],[-0.0012346]]", Data(Charts.Contour("Surface", "x", "y", "z", [0.0], [0, 1], tensor(values).unsqueeze(1)), "z"));
        Assert.Equal("[1.234568,-0.001234568]", Data(Charts.Lines("Line", "x", "y", [new("a", values, values)]), "y"));
    }

    [Theory]
    [InlineData(-1, null, "labels must be integers from 0; label 1 is -1")]
    [InlineData(2, "a b", "labels must be integers from 0 to 1, one per name; label 1 is 2")]
    public void A_class_without_name_or_below_zero_is_refused(long label, string? names, string message) => Assert.StartsWith(
        message,
        Assert.Throws<ArgumentException>(() => Charts.Scatter("Classes", "x", "y", zeros(2, 2), tensor(new[] { 0, label }), names?.Split(' '))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void An_empty_matrix_is_refused_with_its_shape() => Assert.StartsWith(
        "z must be of shape [rows, columns], not [0, 3]",
        Assert.Throws<ArgumentException>(() => Charts.Heatmap("None", "x", "y", "nats", zeros(0, 3), columns: ["a", "b", "c"])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_series_without_one_number_is_drawn_empty_and_described()
    {
        Figure figure = Charts.Lines("Lost", "x", "y", [new("a", Epochs, [double.NaN, double.NaN, double.NegativeInfinity])]);
        Assert.Equal("Lost\n- a: 3 points, x from 1 to 3, y no numbers, first none, last none", figure.ToString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Charts_do_not_depend_on_the_culture(string name)
    {
        string usual = Displayed.As("text/html", Makers[name]());
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Commas();
            Assert.Equal(usual, Displayed.As("text/html", Makers[name]()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>A culture that writes 1,5 for 1.5; by hand, since tests run without culture data.</summary>
    private static CultureInfo Commas()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator, culture.NumberFormat.NegativeSign) = (",", ".", "\u2212");
        return culture;
    }

    [Fact]
    public void A_histogram_has_area_one_and_counts_its_greatest_value()
    {
        Figure figure = Charts.Histogram("Skewed", "z", [new("a", [0.0, 0, 0, 2])], bins: 2);
        Assert.Equal([0.75, 0.25], JsonNode.Parse(figure.ToJson())!["data"]![0]!["y"]!.AsArray().Select(y => (double)y!));
    }

    [Fact]
    public void A_histogram_of_one_value_is_one_bar() =>
        Assert.Contains("y from 0 to 1", Charts.Histogram("One", "z", [new("a", [5.0, 5.0])], bins: 3).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void A_legend_is_shown_for_more_than_one_series(int count, bool shown)
    {
        Series[] series = [.. Enumerable.Range(0, count).Select(i => new Series($"s{i}", Epochs, Epochs, Role.Model))];
        Assert.Equal(shown, (bool)JsonNode.Parse(Charts.Lines("Legend", "x", "y", series).ToJson())!["layout"]!["showlegend"]!);
    }

    [Fact]
    public void A_legend_lies_below_a_label_of_two_lines()
    {
        Series[] series = [new("a", [0, 1], [0, 1], Role.Model), new("b", [0, 1], [1, 0], Role.Data)];
        var (one, two) = (Layout("epoch"), Layout("the distance to the nearest image of the training set"));

        Assert.Contains("<br>", two["xaxis"]!["title"]!["text"]!.GetValue<string>());
        Assert.True(two["legend"]!["y"]!.GetValue<double>() < one["legend"]!["y"]!.GetValue<double>());
        Assert.Equal(18, two["height"]!.GetValue<int>() - one["height"]!.GetValue<int>());
        Assert.Equal(18, two["margin"]!["b"]!.GetValue<int>() - one["margin"]!["b"]!.GetValue<int>());

        JsonNode Layout(string label) => JsonNode.Parse(Charts.Lines("Legend", label, "y", series).ToJson())!["layout"]!;
    }

    [Fact]
    public void Series_of_one_role_differ_in_line_and_marker()
    {
        Series[] series = [.. Enumerable.Range(0, 4).Select(i => new Series($"s{i}", Epochs, Epochs, Role.Model))];
        Look[] looks = [.. Palette.For(series)];
        Assert.Equal(4, looks.Select(look => look.Dash).Distinct().Count());
        Assert.Equal(4, looks.Select(look => look.Symbol).Distinct().Count());
        Assert.Single(looks.Select(look => look.Colour).Distinct());
    }

    [Fact]
    public void Ten_classes_have_ten_colours_and_ten_markers()
    {
        Look[] looks = [.. Enumerable.Range(0, 10).Select(label => Palette.OfClass(label))];
        Assert.Equal(10, looks.Select(look => look.Colour).Distinct().Count());
        Assert.Equal(10, looks.Select(look => look.Symbol).Distinct().Count());
    }

    [Fact]
    public void Markup_in_names_and_titles_reaches_neither_the_page_nor_the_script()
    {
        string html = Displayed.As("text/html", Charts.Lines("</script><b>", "<i>", "y", [new("<script>", Epochs, Epochs)]));
        Assert.Equal(2, html.Split("script>").Length - 1); // our own pair
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_series_is_copied_when_made()
    {
        double[] y = [1, 2, 3];
        var series = new Series("a", Epochs, y);
        y[0] = 99;
        Assert.Equal(1, series.Y[0]);
    }

    [Fact]
    public void A_slider_has_one_step_per_image_and_stays_small()
    {
        Figure figure = Charts.ImageSlider("Walk", "z1", rand(41, 784, generator: new Generator(1)), Enumerable.Range(0, 41).Select(i => (double)i));
        Assert.Equal(41, JsonNode.Parse(figure.ToJson())!["layout"]!["sliders"]![0]!["steps"]!.AsArray().Count);
        Assert.Equal("Walk\nslider over 41 images; z1 from 0 to 40", figure.ToString());
        Assert.InRange(figure.ToJson().Length, 1, 200_000); // noise, the worst case
    }

    [Fact]
    public void Any_chart_of_Plotly_NET_becomes_a_figure_without_the_template_of_8_kB()
    {
        var trace = new Plotly.NET.Trace("scatter");
        trace.SetProperty("y", Epochs);
        var figure = new Figure(Plotly.NET.GenericChart.ofTraceObject(true, trace));
        Assert.InRange(figure.ToJson().Length, 1, 1000);
        Assert.Contains("3 points", figure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_without_a_series_are_empty_axes() => Assert.Equal("Nothing yet\n", Charts.Lines("Nothing yet", "epoch", "nats", []).ToString());

    [Fact]
    public void A_plane_with_one_scale_is_drawn_high_enough_to_be_square()
    {
        JsonNode Layout(bool equalScale) => JsonNode.Parse(
            Charts.Contour("t", "z1", "z2", "density", [0, 1], [0, 1], zeros(2, 2), equalScale: equalScale).ToJson())!["layout"]!;
        JsonNode plain = Layout(equalScale: false), square = Layout(equalScale: true);
        Assert.Null(plain["yaxis"]!["scaleanchor"]);
        Assert.Equal("x", square["yaxis"]!["scaleanchor"]!.GetValue<string>());
        Assert.Equal(190, square["height"]!.GetValue<int>() - plain["height"]!.GetValue<int>());
    }

    private static readonly Action[] Mistakes =
    [
        () => _ = new Series("a", Epochs, [1, 2]),
        () => _ = new Series("a", Array.Empty<double>()),
        () => _ = new Series("a", Epochs, Epochs) { HalfWidth = [1] },
        () => Charts.Bars("t", "x", "y", ["one"], [new("a", [1.0, 2])]),
        () => Charts.Histogram("t", "x", [new("a", [double.NaN])]),
        () => Charts.Histogram("t", "x", [new("a", [1.0])], bins: 0),
        () => Charts.Contour("t", "x", "y", "z", [0, 1], [0, 1], zeros(2, 3)),
        () => Charts.Heatmap("t", "x", "y", "z", zeros(3)),
        () => Charts.Heatmap("t", "x", "y", "z", zeros(2, 2), rows: ["only one"]),
        () => Charts.Scatter("t", "x", "y", zeros(3, 3), zeros(3, ScalarType.Int64)),
        () => Charts.Scatter("t", "x", "y", zeros(3, 2), zeros(2, ScalarType.Int64)),
        () => Charts.ImageSlider("t", "z", zeros(3, 784), [1, 2]),
        () => Charts.Grid("t", [Makers["lines"]()]),
        () => Charts.Grid("t", [Makers["lines"](), Makers["slider"]()]),
    ];

    public static TheoryData<int> MistakeNumbers => [.. Enumerable.Range(0, Mistakes.Length)];

    [Theory]
    [MemberData(nameof(MistakeNumbers))]
    public void A_mistake_is_named(int number) => Assert.Throws<ArgumentException>(Mistakes[number]);
}
