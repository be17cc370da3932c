using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class StoppingTests
{
    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("while (true) { n++; Console.Write(\"\"); }")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("Task.Delay(-1).Wait();")]
    [InlineData("await Task.Run(() => System.Threading.Thread.Sleep(3_600_000));")]
    [InlineData("await new TaskCompletionSource().Task;")]
    [InlineData("new System.Threading.ManualResetEvent(false).WaitOne();")]
    [InlineData("while (true) { try { System.Threading.Thread.Sleep(-1); } catch (Exception) { } }")]
    [InlineData("while (true) { await Task.Yield(); }")]
    [InlineData("while (true) Console.WriteLine(new string('x', 1000));")]
    public async Task A_cell_is_stopped_by_its_time_out_and_the_session_lives(string source)
    {
        // Long enough for the cell to be compiled and to begin on a busy machine.
        await using var session = new TestSession(new SessionOptions { CellTimeout = TimeSpan.FromSeconds(3) });
        await session.ShowAsync("var n = 1;");

        var outcome = await session.RunAsync("n = 2;\n" + source);

        Assert.Equal(new CellOutcome.Cancelled(TimedOut: true), outcome);
        Assert.Contains("time-out", Assert.IsType<CellOutput.Error>(session.Outputs[^1]).Message);
        Assert.Equal(["result: True"], await session.ShowAsync("n >= 2"));
        Assert.Equal(["result: ok"], await session.ShowAsync("await Task.Delay(1); System.Threading.Thread.Sleep(30); \"ok\""));
    }

    [Fact]
    public async Task A_cell_is_stopped_by_its_caller()
    {
        await using var session = new TestSession();
        using var stop = new CancellationTokenSource();
        await session.ShowAsync("1");

        var running = session.RunAsync("while (true) { }", stop.Token);
        stop.CancelAfter(100);

        Assert.Equal(new CellOutcome.Cancelled(TimedOut: false), await running);
        Assert.Equal(["result: 1"], await session.ShowAsync("1"));
    }

    [Fact]
    public async Task One_computing_cell_after_the_other_is_stopped()
    {
        await using var session = new CSharpSession(new SessionOptions());
        for (var i = 1; i <= 4; i++)
        {
            using var stop = new CancellationTokenSource();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));

            await session.ExecuteAsync("Console.Write(\"running\"); while (true) { }", i, _ => stop.CancelAfter(10), stop.Token);

            Assert.IsType<CellOutcome.Succeeded>(await session.ExecuteAsync("var after = 1;", i, _ => { }, limit.Token));
        }
    }

    [Fact]
    public async Task Waiting_for_a_turn_can_be_cancelled()
    {
        await using var session = new TestSession();
        using var stop = new CancellationTokenSource();
        var first = session.RunAsync("System.Threading.Thread.Sleep(-1);", stop.Token);
        using var impatient = new CancellationTokenSource(50);

        Assert.IsType<CellOutcome.Cancelled>(await session.RunAsync("1", impatient.Token));
        await stop.CancelAsync();
        Assert.IsType<CellOutcome.Cancelled>(await first);
    }

    [Fact]
    public async Task Work_that_a_stopped_cell_left_behind_shows_nothing_in_later_cells()
    {
        await using var session = new TestSession(new SessionOptions { CellTimeout = TimeSpan.FromSeconds(1) });
        await session.RunAsync("_ = Task.Run(async () => { while (true) { await Task.Delay(5); Console.Write(\"ghost\"); } });\nwhile (true) { }");

        Assert.Equal(["result: 1"], await session.ShowAsync("await Task.Delay(100); 1"));
    }

    [Fact]
    public async Task A_finally_block_of_a_stopped_cell_runs_and_what_the_cell_assigned_stays()
    {
        using var stop = new CancellationTokenSource();
        await using var session = new CSharpSession(new SessionOptions());
        var shown = new List<CellOutput>();

        // Stopped as soon as it has said that it runs: a clock could strike before it does, on a busy machine.
        await session.ExecuteAsync(
            "var (closed, n) = (false, 0L);\ntry { while (true) { if (++n == 3) Console.Write(\"running\"); } } finally { closed = true; }",
            1, _ => stop.CancelAfter(10), stop.Token);
        await session.ExecuteAsync("closed && n >= 3", 2, shown.Add);

        Assert.Equal("True", Assert.IsType<CellOutput.Result>(Assert.Single(shown)).Data.Text("text/plain"));
    }

    [Fact]
    public async Task An_exception_of_the_cell_itself_is_no_cancellation()
    {
        await using var session = new TestSession();

        Assert.IsType<CellOutcome.Threw>(await session.RunAsync("throw new OperationCanceledException();"));
        Assert.IsType<CellOutcome.Threw>(await session.RunAsync("await Task.FromCanceled(new System.Threading.CancellationToken(true));"));
        Assert.IsType<CellOutcome.Threw>(await session.RunAsync("throw new System.Threading.ThreadInterruptedException();"));
    }

    [Fact]
    public void A_time_out_must_be_positive() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SessionOptions { CellTimeout = TimeSpan.Zero });
}
