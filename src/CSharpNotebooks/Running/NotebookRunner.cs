namespace CSharpNotebooks;

/// <summary>
/// Runs notebooks, each in a process of its own, so that a native abort, an endless loop, <see cref="Environment.Exit"/> or an exhausted memory is the
/// failure of one notebook and of nothing else. One runner may run several notebooks at a time. Disposing it ends the processes that wait for a notebook.
/// </summary>
public sealed class NotebookRunner(NotebookRunnerOptions options) : IAsyncDisposable
{
    private readonly WaitingWorkers _waiting = new(() => WorkerProcess.Start(options));

    /// <summary>Optional: starts processes ahead of the notebooks, so that they are ready when their turn comes.</summary>
    /// <param name="notebooks">How many will be run.</param>
    /// <param name="atOnce">How many of them at a time: as many processes start now, and one more whenever a notebook begins.</param>
    public void Expect(int notebooks, int atOnce) => _waiting.Expect(notebooks, atOnce);

    /// <summary>Runs all code cells in order; stops at the first that fails.</summary>
    /// <param name="notebook">The notebook. It is not changed: the executed copy is in the result.</param>
    /// <param name="directory">The current directory of the cells: the notebook's folder.</param>
    /// <param name="onEvent">Is told what happens while it happens, one event at a time.</param>
    /// <param name="cancellation">Stops the run: the running cell is asked to stop, then its process is killed. Gives an outcome, not an exception.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The worker's executable cannot be started.</exception>
    public async Task<NotebookRun> RunAsync(
        NotebookDocument notebook, string directory, Action<RunEvent>? onEvent = null, CancellationToken cancellation = default)
    {
        var record = new RunRecord(notebook, onEvent ?? (_ => { }));
        await using var worker = await _waiting.TakeAsync();
        _waiting.Refill();
        await using var limits = new RunLimits(options, worker, cancellation);
        await ConverseAsync(worker, limits, record, directory);
        var exitCode = await worker.ExitAsync(options.Grace);
        var outcome = record.Outcome(limits.Stop, exitCode, worker.Excerpt);
        record.NoteInDocument(outcome);
        var elapsed = record.Elapsed;
        return new(record.Document, outcome, record.CellsRun, record.Cells.Count, elapsed) { Times = record.TimesOf(elapsed) };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _waiting.DisposeAsync();

    private static async Task ConverseAsync(WorkerProcess worker, RunLimits limits, RunRecord record, string directory)
    {
        if (!await worker.ConnectAsync(limits.Stopped))
        {
            return;
        }

        limits.TrySend(new WorkerMessage.Run(Path.GetFullPath(directory), record.Cells));
        while (await worker.Messages.ReceiveAsync() is { } message)
        {
            if (message is WorkerMessage.CellStarted)
            {
                limits.CellStarted();
            }

            record.Add(message);
            if (message is WorkerMessage.Finished)
            {
                return;
            }
        }
    }
}
