using System.Text.Json.Nodes;
using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class HistoryTests
{
    private readonly History _history = new();

    public HistoryTests()
    {
        string[] sources = ["var a = 1;", "a + 1", "a + 2", "a + 1", "b[0]\n.c"];
        for (var i = 0; i < sources.Length; i++)
        {
            _history.Add(i + 1, sources[i], i == 1 ? "2" : null);
        }
    }

    [Theory]
    [InlineData("""{"hist_access_type":"tail","n":2}""", 4, 5)]
    [InlineData("""{"hist_access_type":"tail"}""", 1, 2, 3, 4, 5)]
    [InlineData("""{"hist_access_type":"tail","n":0}""")]
    [InlineData("""{"hist_access_type":"tail","n":-1}""")]
    [InlineData("""{"hist_access_type":"tail","n":1e300}""", 1, 2, 3, 4, 5)]
    [InlineData("""{"hist_access_type":7,"n":"two"}""", 1, 2, 3, 4, 5)]
    [InlineData("""{"hist_access_type":"range","session":0,"start":2,"stop":4}""", 2, 3)]
    [InlineData("""{"hist_access_type":"range","start":4,"stop":null}""", 4, 5)]
    [InlineData("""{"hist_access_type":"range","start":4,"stop":1}""")]
    [InlineData("""{"hist_access_type":"range","session":-1,"start":1,"stop":4}""")]
    [InlineData("""{"hist_access_type":"search","pattern":"a +*"}""", 2, 3, 4)]
    [InlineData("""{"hist_access_type":"search","pattern":"a + ?"}""", 2, 3, 4)]
    [InlineData("""{"hist_access_type":"search","pattern":"a +*","n":1}""", 4)]
    [InlineData("""{"hist_access_type":"search","pattern":"a +*","unique":true}""", 3, 4)]
    [InlineData("""{"hist_access_type":"search","pattern":"*.c"}""", 5)]
    [InlineData("""{"hist_access_type":"search","pattern":"b[0]*"}""", 5)]
    [InlineData("""{"hist_access_type":"search","pattern":"A*"}""")]
    [InlineData("""{"hist_access_type":"search","pattern":""}""")]
    [InlineData("""{"hist_access_type":"search","pattern":"(((("}""")]
    [InlineData("""{"hist_access_type":"search"}""", 1, 2, 3, 4, 5)]
    public void The_lines_that_are_asked_for_come(string request, params int[] lines) =>
        Assert.Equal(lines, Ask(request).Select(line => (int)line!.AsArray()[1]!));

    [Fact]
    public void Results_come_when_they_are_asked_for()
    {
        Assert.Equal("""[[0,2,["a \u002B 1","2"]]]""", Ask("""{"hist_access_type":"range","start":2,"stop":3,"output":true}""").ToJsonString());
        Assert.Equal("""[[0,1,["var a = 1;",null]]]""", Ask("""{"hist_access_type":"range","start":1,"stop":2,"output":true}""").ToJsonString());
    }

    [Fact]
    public void A_hostile_pattern_takes_no_time_worth_mentioning()
    {
        _history.Add(6, new string('a', 100_000), null);

        Assert.Empty(Ask($$"""{"hist_access_type":"search","pattern":"{{string.Concat(Enumerable.Repeat("*a", 2_000))}}b"}"""));
        Assert.Equal(6, Ask($$"""{"hist_access_type":"search","pattern":"{{new string('*', 100_000)}}"}""").Count);
    }

    [Fact]
    public void The_oldest_are_forgotten_and_long_results_cut()
    {
        for (var i = 6; i <= 10_001; i++)
        {
            _history.Add(i, "x", new string('r', 2_000));
        }

        var all = Ask("""{"output":true}""");

        Assert.Equal((10_000, 2), (all.Count, (int)all[0]!.AsArray()[1]!));
        Assert.Equal(1_000, ((string)all[^1]![2]![1]!).Length);
    }

    private JsonArray Ask(string request) => _history.Reply(Messages.Of("history_request", request))["history"]!.AsArray();
}
