using System.Text.Json.Nodes;
using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class PageScriptsTests
{
    private const string Chart = "application/chart+json";
    private const string Map = "application/map+json";
    private string? _mapScript = "MAP";
    private readonly PageScripts _pages;

    public PageScriptsTests() => _pages = new PageScripts([new(Chart, () => "CHART"), new(Map, () => _mapScript)]);

    [Fact]
    public void The_first_output_of_its_kind_brings_the_script_and_loses_it_when_the_cell_ends()
    {
        var shown = _pages.Complete(Output("<p>1</p>", "id", Chart));

        Assert.Equal("<script>CHART</script>\n<p>1</p>", Html(shown));
        Assert.Equal([("id", "<p>1</p>")], Updates());
        Assert.Empty(Updates());
        Assert.Equal("<p>2</p>", Html(_pages.Complete(Output("<p>2</p>", "other", Chart))));
        Assert.Empty(Updates());
    }

    [Fact]
    public void A_result_that_brings_a_script_becomes_a_display_and_later_ones_stay_results()
    {
        var (first, second) = (Output("1", "a", Chart), Output("2", "b", Chart));
        first["execution_count"] = 7;
        second["execution_count"] = 8;

        Assert.False(_pages.Complete(first).ContainsKey("execution_count"));
        Assert.False(Assert.Single(_pages.TakeUpdates()).ContainsKey("execution_count"));
        Assert.True(_pages.Complete(second).ContainsKey("execution_count"));
    }

    [Fact]
    public void Several_scripts_come_each_once()
    {
        Assert.Equal("<script>MAP</script>\n<p/>", Html(_pages.Complete(Output("<p/>", "a", Map))));
        Assert.Equal("<script>CHART</script>\n<p/>", Html(_pages.Complete(Output("<p/>", "b", Map, Chart))));
        Assert.Equal([("a", "<p/>"), ("b", "<p/>")], Updates().Order());
    }

    [Fact]
    public void A_new_page_gets_them_again()
    {
        _pages.Complete(Output("1", "a", Chart));
        _pages.PageOpened();

        Assert.Equal("<script>CHART</script>\n2", Html(_pages.Complete(Output("2", "b", Chart))));
        Assert.Equal([("a", "1"), ("b", "2")], Updates().Order());
    }

    [Fact]
    public void What_the_cell_has_shown_last_is_what_stays()
    {
        _pages.Complete(Output("first", "id", Chart));
        Assert.Equal("second", Html(_pages.Complete(Output("second", "id", Chart))));
        Assert.Equal("no chart any more", Html(_pages.Complete(Output("no chart any more", "id"))));

        Assert.Equal([("id", "no chart any more")], Updates());
    }

    [Fact]
    public void An_update_can_bring_the_script_too()
    {
        Assert.Equal("soon", Html(_pages.Complete(Output("soon", "id"))));
        Assert.Equal("<script>CHART</script>\nnow", Html(_pages.Complete(Output("now", "id", Chart))));
        Assert.Equal([("id", "now")], Updates());
    }

    [Fact]
    public void An_output_without_an_id_gets_one_so_that_it_can_be_replaced()
    {
        var shown = _pages.Complete(Output("value", null, Chart));

        var (id, html) = Assert.Single(Updates());
        Assert.Equal(((string?)shown["transient"]!["display_id"], "value"), (id, html));
    }

    [Fact]
    public void A_script_that_is_not_there_yet_comes_when_it_is()
    {
        _mapScript = null;
        Assert.Equal("1", Html(_pages.Complete(Output("1", "a", Map))));
        _mapScript = "MAP";
        Assert.Equal("<script>MAP</script>\n2", Html(_pages.Complete(Output("2", "b", Map))));
    }

    [Fact]
    public void What_has_no_HTML_needs_no_script()
    {
        var plain = Output("", "id", Chart);
        plain["data"]!.AsObject().Remove("text/html");

        Assert.Same(plain, _pages.Complete(plain));
        Assert.Empty(Updates());
    }

    private static JsonObject Output(string html, string? id, params string[] kinds) => new()
    {
        ["data"] = new JsonObject([new("text/html", html), .. kinds.Select(kind => KeyValuePair.Create(kind, (JsonNode?)new JsonObject()))]),
        ["metadata"] = new JsonObject(),
        ["transient"] = id is null ? new JsonObject() : new JsonObject { ["display_id"] = id },
    };

    private static string? Html(JsonObject content) => (string?)content["data"]!["text/html"];

    private (string, string)[] Updates() => [.. _pages.TakeUpdates().Select(update => ((string)update["transient"]!["display_id"]!, Html(update)!))];
}
