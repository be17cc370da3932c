using System.Globalization;
using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class LoopGuardsTests
{
    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("while (true) ;")]
    [InlineData("for (;;) n++;")]
    [InlineData("do n++; while (true);")]
    [InlineData("for (;;) for (;;) if (n > 0) n++;")]
    [InlineData("again: n++; goto again;")]
    [InlineData("again: if (n > 0) goto again;")]
    [InlineData("IEnumerable<int> Ever() { while (true) yield return 1; }\nforeach (var i in Ever()) n += i;")]
    [InlineData("foreach (var (a, b) in new Forever()) n += a;")]
    [InlineData("Action spin = () => { while (true) n++; };\nspin();")]
    [InlineData("System.Threading.Tasks.Parallel.For(0, 4, i => { while (true) { } });")]
    [InlineData("while (true) { try { while (true) { } } catch { } }")]
    [InlineData("long Fib(long n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);\nFib(90)")]
    [InlineData("void Hanoi(int n) { if (n > 0) { Hanoi(n - 1); Hanoi(n - 1); } }\nHanoi(90);")]
    [InlineData("static class Towers { public static void Move(int n) => _ = n > 0 ? Twice(n - 1) : 0; static int Twice(int n) { Move(n); Move(n); return 0; } }\nTowers.Move(90);")]
    [InlineData("Enumerable.Repeat(0, int.MaxValue).SelectMany(x => Enumerable.Repeat(0, int.MaxValue)).Any(x => { return x > 0; });")]
    public async Task A_busy_cell_stops_at_a_loop_or_a_function_of_its_own(string loop)
    {
        await using var session = new CSharpSession(new SessionOptions());
        var shown = await StopAsync(session, Forever + loop);

        Assert.Equal(["The cell was interrupted."], shown.OfType<CellOutput.Error>().Single().Traceback);
    }

    [Fact]
    public async Task Code_that_loops_in_a_library_goes_on_and_the_reader_is_told()
    {
        await using var session = new CSharpSession(new SessionOptions());
        var shown = await StopAsync(session, "Enumerable.Repeat(0, int.MaxValue).SelectMany(x => Enumerable.Repeat(0, int.MaxValue)).Any(x => x > 0);");

        Assert.Contains("cannot be stopped", shown.OfType<CellOutput.Error>().Single().Traceback[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_cell_cleans_up_in_loops()
    {
        await using var session = new CSharpSession(new SessionOptions());
        await StopAsync(session, "var cleaned = 0;\ntry { while (true) { } } finally { for (var i = 0; i < 1000; i++) cleaned++; }");
        var shown = new List<CellOutput>();
        await session.ExecuteAsync("cleaned", 2, shown.Add);

        Assert.Equal("1000", Assert.IsType<CellOutput.Result>(Assert.Single(shown)).Data.Text("text/plain"));
    }

    [Fact]
    public async Task Loops_give_what_they_give_without_guards()
    {
        await using var session = new TestSession();

        Assert.Equal(["result: 45"], await session.ShowAsync("var s = 0;\nfor (var i = 0; i < 10; i++) s += i;\ns"));
        Assert.Equal(["result: 3"], await session.ShowAsync("int n = 0; do n++; while (n < 3); n"));
        Assert.Equal(["result: ab"], await session.ShowAsync("var t = \"\"; foreach (var c in new[] { 'a', 'b' }) if (c != 'x') t += c; else t += '?'; t"));
        Assert.Equal(["result: 4"], await session.ShowAsync("int Twice(int x) { next: x++; if (x % 2 == 1) goto next; return x; } Twice(2)"));
        Assert.Equal(["result: 8"], await session.ShowAsync("int Half(int x) => x / 2;\nstring None() => throw new Exception();\nHalf(16)"));
        Assert.Equal(["result: 9"], await session.ShowAsync("async Task<int> Later(int x) => await Task.FromResult(x);\nasync Task Do() => await Task.Yield();\nawait Do(); await Later(9)"));
        Assert.Equal(["result: 5"], await session.ShowAsync("int five = 5; ref int Five() => ref five; Five()"));
        Assert.Equal(["result: 6"], await session.ShowAsync("abstract class Shape { public abstract int Sides(); }\nclass Hexagon : Shape { public override int Sides() => 6; }\nnew Hexagon().Sides()"));
        Assert.Equal(["result: x => (x > 1)"], await session.ShowAsync("System.Linq.Expressions.Expression<Func<int, bool>> e = x => x > 1;\ne.ToString()"));
        Assert.Equal(["result: 2"], await session.ShowAsync("switch (1) { case 1: goto case 2; case 2: n = 2; break; } n"));
    }

    [Fact]
    public async Task Errors_and_warnings_name_the_places_of_what_was_written()
    {
        await using var session = new TestSession();

        await session.RunAsync("for (var i = 0; i < 3; i++) missing++;");
        Assert.StartsWith("cell[1](1,29): error CS0103", Messages(session));
        await session.RunAsync("\nwhile (true) { int unused = 0; break; }");
        Assert.StartsWith("stderr: cell[2](2,20): warning CS0219", session.Texts().Single());
        await session.RunAsync("while (false) var x = 1;");
        Assert.StartsWith("cell[3](1,15): error CS1023", Messages(session));
        await session.RunAsync("for (;;)\n{\n    throw new Exception(\"here\");\n}");
        Assert.EndsWith("line 3", Messages(session));
    }

    private static string Messages(TestSession session) => string.Join('\n', Assert.IsType<CellOutput.Error>(Assert.Single(session.Outputs)).Traceback);

    private const string Forever =
        "var n = 1L;\nclass Forever { public IEnumerator<(int, int)> GetEnumerator() { for (;;) yield return (1, 2); } }\n";

    /// <summary>Stops the cell after it has begun.</summary>
    private static async Task<List<CellOutput>> StopAsync(CSharpSession session, string source)
    {
        using var stop = new CancellationTokenSource();
        var shown = new List<CellOutput>();
        var code = string.Create(CultureInfo.InvariantCulture, $"Console.Write(\"running\");\n{source}");
        await session.ExecuteAsync(code, 1, Show, stop.Token);
        return shown;

        void Show(CellOutput output)
        {
            shown.Add(output);
            stop.CancelAfter(50);
        }
    }
}
