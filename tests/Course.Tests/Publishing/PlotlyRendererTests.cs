using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BookTests;
using CSharpNotebooks;
using VaeNotebooks.Cli;
using Xunit;

namespace Course.Tests;

public sealed class PlotlyRendererTests
{
    private readonly PlotlyRenderer _renderer = new();

    [Fact]
    public void A_chart_is_inert_data_with_its_words_beside_it()
    {
        var html = _renderer.Render(Figure("""{"type":"scatter","name":"</script><script>window.pwned=1</script>","y":[1,2]}"""), "rises \"from\" <1> to 2");
        Assert.DoesNotContain("</script><script>", html);
        Assert.Contains("role=\"img\" aria-label=\"rises &quot;from&quot; &lt;1&gt; to 2\"", html);
        Assert.Contains("<p class=\"chart-words\">rises &quot;from&quot; &lt;1&gt; to 2</p>", html);
    }

    [Theory]
    [InlineData("""{"type":"scatter","y":[1,2,4],"line":{"color":"#0072B2"}}""", "<polyline fill=\"none\" stroke=\"#0072B2\"")]
    [InlineData("""{"type":"scatter","mode":"markers","x":[1,2],"y":[1,2]}""", "<circle")]
    [InlineData("""{"type":"bar","x":["a","b"],"y":[1,2],"marker":{"color":"\"><script>"}}""", "fill=\"var(--accent)\"")]
    [InlineData("""{"type":"heatmap","z":[[0,1],[null,2]]}""", "shape-rendering=\"crispEdges\"")]
    public void The_index_shows_a_small_drawing(string trace, string expected)
    {
        var svg = _renderer.Thumbnail(Figure(trace))!;
        Assert.Contains(expected, svg);
        Assert.DoesNotContain("<script", svg);
    }

    [Theory]
    [InlineData("""{"type":"pie","values":[1,2]}""")]
    [InlineData("""{"type":"scatter","y":["a",null]}""")]
    public void A_chart_that_cannot_be_drawn_small_gives_no_drawing(string trace) => Assert.Null(_renderer.Thumbnail(Figure(trace)));

    [Fact]
    public void Plotly_comes_whole_from_the_package()
    {
        var script = _renderer.Assets.Single(asset => asset.FileName == "plotly-2.28.0.min.js").Content();
        Assert.Equal("f33191858012cf263ca873b819c5e7405538183fe3d0e1a6d7b3e577867bcc37", Convert.ToHexStringLower(SHA256.HashData(script)));
    }

    [Fact]
    public async Task A_browser_draws_every_chart_in_the_colours_of_the_page()
    {
        var folder = Directory.CreateTempSubdirectory("book-").FullName;
        try
        {
            Write(folder,
                """{"type":"scatter","name":"</script><img src=x onerror=window.pwned=1>","y":[1,2,4]}""",
                """{"type":"scattergl","mode":"markers","x":[1,2,3],"y":[1,2,4]}""",
                """{"type":"heatmap","z":[[0,1],[1,2]]}""",
                """{"type":"contour","z":[[0,1,2],[1,2,3],[2,3,4]]}""",
                """{"type":"bar","x":["a","b"],"y":[1,2]}""");
            await BookInspection.AssertEveryPageIsWholeAsync(folder);
            await AssertColoursFollowAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AssertColoursFollowAsync(string folder)
    {
        await using var browser = await BookInspection.StartOrSkipAsync();
        await browser.PreferColoursAsync("light");
        await browser.OpenAsync(Path.Combine(folder, "01-charts.html"));
        await BookInspection.DrawEveryChartAsync(browser);
        Assert.Equal("rgb(35, 38, 43)", await TickColourAsync(browser));
        await browser.EvaluateAsync("document.getElementById('theme').click()");
        await browser.WaitAsync("getComputedStyle(document.querySelector('.chart .xtick text')).fill === 'rgb(220, 218, 212)'");
        Assert.True((await browser.EvaluateAsync("window.pwned === undefined"))!.GetValue<bool>());
    }

    private static async Task<string> TickColourAsync(Chromium browser) =>
        (await browser.EvaluateAsync("getComputedStyle(document.querySelector('.chart .xtick text')).fill"))!.GetValue<string>();

    private static void Write(string folder, params string[] traces)
    {
        var document = NotebookDocument.Create("01-charts.ipynb");
        foreach (var trace in traces)
        {
            var cell = NotebookCell.Code("chart");
            cell.Outputs.Add((JsonNode)new JsonObject
            {
                ["output_type"] = "display_data",
                ["metadata"] = new JsonObject(),
                ["data"] = new JsonObject { ["application/vnd.plotly.v1+json"] = Figure(trace), ["text/plain"] = "a chart" },
            });
            document.Insert(document.Cells.Count, cell);
        }
        Book.Write([new BookNotebook("01-charts.ipynb", document)], folder, new BookOptions { Renderers = [new PlotlyRenderer()] });
    }

    private static JsonNode Figure(string trace) => JsonNode.Parse($$"""{"data":[{{trace}}],"layout":{"xaxis":{"title":{"text":"x"} } } }""")!;
}
