using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class WaitingWorkersTests : IDisposable
{
    private static readonly NotebookRunnerOptions Idle = new(new WorkerCommand("sh", ["-c", "sleep 600"]));
    private static readonly NotebookRunnerOptions Short = new(new WorkerCommand("sh", ["-c", "exit 3"]));
    private readonly List<WorkerProcess> _started = [];
    private NotebookRunnerOptions _options = Idle;

    public WaitingWorkersTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a shell to stand in for a worker.");

    public void Dispose() => _started.ForEach(worker => worker.Kill());

    [Fact]
    public async Task Never_more_are_started_than_there_are_notebooks_and_one_waits_once_they_run()
    {
        await using var waiting = new WaitingWorkers(Start);
        var counts = new List<int>();

        waiting.Expect(notebooks: 5, atOnce: 2);
        counts.Add(_started.Count);
        for (var notebook = 0; notebook < 5; notebook++)
        {
            await waiting.TakeAsync();
            waiting.Refill();
            counts.Add(_started.Count);
        }

        Assert.Equal([2, 2, 3, 4, 5, 5], counts);
    }

    [Fact]
    public async Task Those_that_wait_are_taken_in_their_order()
    {
        await using var waiting = new WaitingWorkers(Start);
        waiting.Expect(notebooks: 2, atOnce: 2);

        Assert.Same(_started[0], await waiting.TakeAsync());
        Assert.Same(_started[1], await waiting.TakeAsync());
    }

    [Fact]
    public async Task One_that_died_while_it_waited_is_replaced()
    {
        _options = Short;
        await using var waiting = new WaitingWorkers(Start);
        waiting.Expect(notebooks: 1, atOnce: 1);
        await _started[0].ExitAsync(TimeSpan.FromMinutes(1));
        _options = Idle;

        var taken = await waiting.TakeAsync();

        Assert.True(taken.IsAlive);
        Assert.Equal(2, _started.Count);
    }

    [Fact]
    public async Task Disposing_ends_all_that_wait_and_none_is_started_after()
    {
        var waiting = new WaitingWorkers(Start);
        waiting.Expect(notebooks: 5, atOnce: 3);
        var processes = _started.Select(worker => Process.GetProcessById(worker.Id)).ToList();

        await waiting.DisposeAsync();
        waiting.Refill();

        Assert.Equal(3, processes.Count);
        Assert.Equal(3, _started.Count);
        Assert.All(processes, process => Assert.True(process.HasExited));
        processes.ForEach(process => process.Dispose());
    }

    [Fact]
    public async Task Without_expecting_a_notebook_nothing_waits()
    {
        await using var waiting = new WaitingWorkers(Start);

        await waiting.TakeAsync();
        waiting.Refill();

        Assert.Single(_started);
    }

    [Fact]
    public async Task A_program_that_cannot_be_started_is_an_error_of_the_notebook_that_needs_it()
    {
        await using var runner = new NotebookRunner(new(new WorkerCommand("no-such-program-anywhere", [])));

        runner.Expect(notebooks: 3, atOnce: 2);

        await Assert.ThrowsAsync<Win32Exception>(() => runner.RunAsync(NotebookDocument.Create("test"), Path.GetTempPath()));
    }

    [Fact]
    public async Task A_process_that_dies_before_it_answers_is_a_crash_at_start_up()
    {
        await using var runner = new NotebookRunner(Short);
        runner.Expect(notebooks: 1, atOnce: 1);

        var run = await runner.RunAsync(NotebookDocument.Create("test"), Path.GetTempPath());

        Assert.Equal(3, Assert.IsType<NotebookOutcome.Crashed>(run.Outcome).ExitCode);
    }

    private WorkerProcess Start()
    {
        _started.Add(WorkerProcess.Start(_options));
        return _started[^1];
    }
}
