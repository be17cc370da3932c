using System.Text.Json.Nodes;
using BookTests;
using CSharpNotebooks;
using Mutations;
using VaeNotebooks.Cli;
using Xunit;

namespace Course.Tests;

/// <summary>A figure is JSON from any code: whatever stands in its texts, settings and keys, the page stays inert.</summary>
public sealed class HostileChartTests
{
    private const string Run = "window.pwned=1";

    private static readonly string Markup =
        $"<img src=x onerror={Run}><script>{Run}</script><a href='javascript:{Run}'>a</a><a href=' java&#10;script:{Run}' target='\" onclick=\"{Run}' popup='\");{Run};(\"'>b</a>"
        + $"<a href=\"data:text/html,x\" style=\"fill:url(http://evil.example/a)\">c</a><span style='background:url(http://evil.example/b);fill:url(http://evil.example/c#d)'>d</span>";

    private static readonly string[] Figures =
    [
        """{"data":[{"y":[1,2,4],"name":MARKUP,"text":[MARKUP,MARKUP,MARKUP],"mode":"lines+markers+text","hovertext":MARKUP,"hovertemplate":MARKUP},{"y":[2,3,1],"name":MARKUP}],"layout":{"title":{"text":MARKUP},"xaxis":{"title":{"text":MARKUP},"ticktext":[MARKUP],"tickvals":[1]},"annotations":[{"text":MARKUP,"x":1,"y":2,"captureevents":true,"hovertext":MARKUP}],"font":{"family":"x;background:url(http://evil.example/f)"},"legend":{"title":{"text":MARKUP}}}}""",
        """{"data":[{"y":[1,2]}],"layout":{"images":[{"source":"http://evil.example/i.png","x":0,"y":1,"sizex":1,"sizey":1},{"source":"data:image/svg+xml,<svg onload=window.pwned=1/>"}],"updatemenus":[{"buttons":[{"label":MARKUP,"method":"relayout","args":[{"title":MARKUP}]}]}]}}""",
        """{"data":[{"y":[1,2]}],"layout":{"__proto__":{"pwned":1},"constructor":{"prototype":{"pwned":1}},"xaxis":{"__proto__":{"pwned":1}}},"config":{"__proto__":{"pwned":1}}}""",
        """{"data":[{"y":[1,2],"meta":{"__proto__":{"pwned":1}}}],"layout":{"height":1e9,"width":1e9},"config":{"showSendToCloud":true,"showEditInChartStudio":true,"plotlyServerURL":"http://evil.example","editable":true,"topojsonURL":"http://evil.example/","modeBarButtonsToAdd":["sendDataToCloud"],"displaylogo":true,"logging":2}}""",
        """{"data":[{"type":"table","header":{"values":[MARKUP]},"cells":{"values":[[MARKUP]]}}],"layout":{}}""",
        """{"data":[{"type":"pie","labels":[MARKUP,"b"],"values":[1,2],"texttemplate":MARKUP}],"layout":{}}""",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_browser_runs_nothing_of_it_and_asks_nothing_of_the_network(bool hasPolicy)
    {
        var folder = Directory.CreateTempSubdirectory("book-").FullName;
        try
        {
            Write(folder);
            await using var browser = await BookInspection.StartOrSkipAsync();
            if (!hasPolicy) await browser.IgnorePolicyAsync();
            await browser.OpenAsync(Path.Combine(folder, "01-charts.html"));
            await BookInspection.DrawEveryChartAsync(browser);
            await ClickAsync(browser);
            await AssertInertAsync(browser);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Mutated_figures_cost_no_book()
    {
        var renderer = new PlotlyRenderer();
        for (var seed = 0; seed < 2000; seed++)
        {
            var figure = JsonNode.Parse(JsonMutator.Mutate(Figures[seed % Figures.Length].Replace("MARKUP", "\"x\""), new Random(seed)).Replace("\\ud800", "x").Replace("\\udfff", "x"), null, new() { MaxDepth = 1000 })!;
            Assert.DoesNotContain("<script>", renderer.Thumbnail(figure) ?? "");
            Assert.NotEmpty(renderer.Render(figure, "x"));
        }
    }

    // As a reader does: with the mouse over and on everything that takes it.
    private static async Task ClickAsync(Chromium browser)
    {
        const string targets = ".chart a, .chart .annotation, .chart .updatemenu-header, .chart .updatemenu-button, .chart .legendtoggle, .chart .points path";
        var count = await BookInspection.CountAsync(browser, targets);
        Assert.True(count > 10, "The charts show nothing to click at.");
        for (var i = 0; i < Math.Min(count, 60); i++)
        {
            var place = await browser.EvaluateAsync(
                $$"""(e => { e?.scrollIntoView({ behavior: 'instant', block: 'center' }); const r = e?.getBoundingClientRect(); return r ? [r.x + r.width / 2, r.y + r.height / 2] : [0, 0]; })(document.querySelectorAll('{{targets}}')[{{i}}])""");
            await browser.ClickAsync(place![0]!.GetValue<double>(), place[1]!.GetValue<double>());
        }
    }

    private static async Task AssertInertAsync(Chromium browser)
    {
        Assert.Equal("undefined", (await browser.EvaluateAsync("`${window.pwned ?? ({}).pwned}`"))!.GetValue<string>());
        Assert.Equal(Figures.Length, await BookInspection.CountAsync(browser, ".chart[data-drawn=true]"));
        Assert.Equal("", (await browser.EvaluateAsync(WhatCouldRun))!.GetValue<string>());
        Assert.True((await browser.EvaluateAsync("document.documentElement.scrollHeight < 30000"))!.GetValue<bool>());
        Assert.All(browser.Requests, address => Assert.Matches("^(file|data|blob):", address));
        Assert.Equal("", string.Join("\n", browser.Complaints));
    }

    private static void Write(string folder)
    {
        var document = NotebookDocument.Create("01-charts.ipynb");
        foreach (var figure in Figures)
        {
            var cell = NotebookCell.Code("chart");
            cell.Outputs.Add(JsonNode.Parse($$"""{"output_type":"display_data","metadata":{},"data":{"application/vnd.plotly.v1+json":{{figure.Replace("MARKUP", JsonValue.Create(Markup).ToJsonString())}},"text/plain":"a chart"} }"""));
            document.Insert(document.Cells.Count, cell);
        }
        Book.Write([new BookNotebook("01-charts.ipynb", document)], folder, new BookOptions { Renderers = [new PlotlyRenderer()] });
    }

    private const string WhatCouldRun =
        """
        [...document.querySelectorAll('.chart *')].filter(element =>
          /^(iframe|object|embed|form|image|foreignObject)$/i.test(element.localName)
          || (element.localName === 'script' && element.type !== 'application/json')
          || [...element.attributes].some(attribute => /^on/i.test(attribute.name) || (/href$/i.test(attribute.name) && !/^(https?:|#|$)/i.test(attribute.value)) || (attribute.name !== 'data-unformatted' && /evil/.test(attribute.value))))
          .map(element => element.outerHTML.slice(0, 300)).join('\n')
        """;
}
