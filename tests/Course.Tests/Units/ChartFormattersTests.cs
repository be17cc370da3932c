using System.Text.Json.Nodes;
using CSharpNotebooks;
using VaeNotebooks.Cli;
using Xunit;

namespace Course.Tests;

public sealed class ChartFormattersTests
{
    private readonly Formatters _formatters = new();

    public ChartFormattersTests() => ChartFormatters.AddTo(_formatters);

    [Fact]
    public void A_chart_of_Plotly_NET_shows_as_a_figure_of_the_course()
    {
        var chart = Plotly.NET.GenericChart.fromChartDTO(new Plotly.NET.ChartDTO([], new Plotly.NET.Layout(), new Plotly.NET.Config()));

        var bundle = _formatters.Format(chart);

        Assert.IsType<JsonArray>(bundle.Data[ChartFormatters.Plotly]!["data"]);
        Assert.Contains("vae-figure", bundle.Text("text/html"));
        Assert.NotEmpty(bundle.Text("text/plain")!);
    }

    [Fact]
    public void A_chart_of_XPlot_gives_the_JSON_that_it_draws_with_and_the_same_text_every_time()
    {
        var (one, two) = (_formatters.Format(XPlotChart("Loss; by \"epoch\"")), _formatters.Format(XPlotChart("Loss; by \"epoch\"")));

        Assert.Equal("[3,4]", one.Data[ChartFormatters.Plotly]!["data"]![0]!["y"]!.ToJsonString());
        Assert.Equal("Chart: Loss; by \"epoch\"", one.Text("text/plain"));
        Assert.Contains("Plotly.newPlot('xplot-", one.Text("text/html"));
        Assert.Equal(one.Data.ToJsonString(), two.Data.ToJsonString());
    }

    [Fact]
    public void A_chart_of_XPlot_without_layout_shows_too()
    {
        var bundle = _formatters.Format(XPlotChart(null));

        Assert.False(bundle.Data[ChartFormatters.Plotly]!.AsObject().ContainsKey("layout"));
        Assert.Equal("Chart: without a title", bundle.Text("text/plain"));
    }

    [Theory]
    [InlineData("{\"data\":[{\"type\":\"scatter\",\"x\":[1],\"y\":[2]}],\"layout\":\"\"}")]
    [InlineData("{\"data\":[{\"type\":\"scatter\",\"x\":[1],\"y\":[{}]}],\"layout\":{\"xaxis\":7}}")]
    [InlineData("{\"data\":[3,\"x\",null]}")]
    [InlineData("[]")]
    public void JSON_of_another_shape_costs_the_thumbnail_and_not_the_book(string json) =>
        Assert.Null(Record.Exception(() => new PlotlyRenderer().Thumbnail(JsonNode.Parse(json)!)));

    private static XPlot.Plotly.PlotlyChart XPlotChart(string? title)
    {
        var chart = XPlot.Plotly.Chart.Plot(new XPlot.Plotly.Scatter { x = new[] { 1, 2 }, y = new[] { 3, 4 } });
        if (title is not null)
        {
            chart.WithTitle(title);
        }

        return chart;
    }
}
