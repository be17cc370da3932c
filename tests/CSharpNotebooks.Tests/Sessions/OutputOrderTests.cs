using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class OutputOrderTests
{
    [Fact]
    public async Task Console_text_errors_displays_and_the_result_keep_their_order()
    {
        await using var session = new TestSession();

        var texts = await session.ShowAsync("Console.Write(1); Console.WriteLine(2); display(\"3\"); Console.Error.Write(4); \"5\".Display(); Console.Write(\"6\"); \"7\"");

        Assert.Equal(["stdout: 12\n", "display: 3", "stderr: 4", "display: 5", "stdout: 6", "result: 7"], Merge(texts));
    }

    [Fact]
    public async Task Text_from_awaited_tasks_and_threads_stays_in_order()
    {
        await using var session = new TestSession();

        var texts = await session.ShowAsync(
            """
            Console.Write("a");
            await Task.Run(() => Console.Write("b"));
            display("c");
            var thread = new System.Threading.Thread(() => Console.Write("d"));
            thread.Start();
            thread.Join();
            await Task.Delay(5);
            Console.Write("e");
            """);

        Assert.Equal(["stdout: ab", "display: c", "stdout: de"], Merge(texts));
    }

    [Fact]
    public async Task Ten_thousand_lines_arrive_whole()
    {
        await using var session = new TestSession();

        var texts = await session.ShowAsync("for (var i = 0; i < 10_000; i++) Console.WriteLine(i);");

        Assert.Equal("stdout: " + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{i}{Environment.NewLine}")), Assert.Single(Merge(texts)));
    }

    [Fact]
    public async Task A_display_can_be_replaced_also_from_a_later_cell()
    {
        await using var session = new TestSession();

        Assert.Equal(["display: first", "update: second"], await session.ShowAsync("var shown = display(\"first\"); shown.Update(\"second\");"));
        var id = Assert.IsType<CellOutput.Display>(session.Outputs[0]).DisplayId;
        Assert.Equal(id, Assert.IsType<CellOutput.Update>(session.Outputs[1]).DisplayId);
        Assert.Equal(["update: third"], await session.ShowAsync("shown.Update(\"third\");"));
        Assert.Equal(id, Assert.IsType<CellOutput.Update>(session.Outputs[0]).DisplayId);
    }

    [Fact]
    public async Task Html_and_text_of_a_named_type_are_shown_as_they_are()
    {
        await using var session = new TestSession();
        await session.ShowAsync("display(HTML(\"<b>x</b>\")); \"<svg/>\".DisplayAs(\"image/svg+xml\"); \"{\\\"a\\\":1}\".DisplayAs(\"application/json\");");

        var bundles = session.Outputs.Cast<CellOutput.Display>().Select(display => display.Data).ToArray();
        Assert.Equal("<b>x</b>", bundles[0].Text("text/html"));
        Assert.Equal("<svg/>", bundles[1].Text("image/svg+xml"));
        Assert.Equal(1, bundles[2].Data["application/json"]!["a"]!.GetValue<int>());
    }

    [Fact]
    public async Task Reading_the_console_gives_nothing_instead_of_waiting()
    {
        await using var session = new TestSession();

        Assert.Equal(["result: <null>"], await session.ShowAsync("Console.ReadLine()"));
    }

    [Fact]
    public async Task An_exception_in_an_async_void_method_is_shown_and_the_session_lives()
    {
        await using var session = new TestSession();

        var texts = await session.ShowAsync("async void F() { await Task.Yield(); throw new Exception(\"lost\"); }\nF();\nawait Task.Delay(50);");

        Assert.StartsWith("stderr: Unhandled exception in an async void method: System.Exception: lost\n", Assert.Single(texts));
        Assert.Contains("cell[1]:line 1", texts[0]);
        Assert.DoesNotContain("CSharpNotebooks", texts[0]);
        Assert.Equal(["result: 1"], await session.ShowAsync("1"));
    }

    [Fact]
    public async Task An_exception_of_the_sink_reaches_the_caller()
    {
        await using var session = new CSharpSession(new SessionOptions());

        await Assert.ThrowsAsync<InvalidDataException>(() => session.ExecuteAsync("Console.Write(1);", 1, _ => throw new InvalidDataException("pipe")));
        Assert.IsType<CellOutcome.Succeeded>(await session.ExecuteAsync("1", 2, _ => { }));
    }

    private static List<string> Merge(string[] texts)
    {
        var merged = new List<string>();
        foreach (var text in texts)
        {
            var prefix = text[..(text.IndexOf(' ') + 1)];
            if (merged.Count > 0 && prefix is "stdout: " or "stderr: " && merged.LastOrDefault()?.StartsWith(prefix, StringComparison.Ordinal) == true)
            {
                merged[^1] += text[prefix.Length..];
            }
            else
            {
                merged.Add(text);
            }
        }

        return merged;
    }
}
