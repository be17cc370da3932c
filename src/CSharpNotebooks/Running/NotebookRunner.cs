using System.Diagnostics;

namespace CSharpNotebooks;

/// <summary>
/// Runs notebooks, each in a process of its own, so that a native abort, an endless loop, <see cref="Environment.Exit"/> or an exhausted memory is the
/// failure of one notebook and of nothing else. Stateless: one runner may run several notebooks at a time.
/// </summary>
public sealed class NotebookRunner(NotebookRunnerOptions options)
{
    /// <summary>Runs all code cells in order; stops at the first that fails.</summary>
    /// <param name="notebook">The notebook. It is not changed: the executed copy is in the result.</param>
    /// <param name="directory">The current directory of the cells: the notebook's folder.</param>
    /// <param name="onEvent">Is told what happens while it happens, one event at a time.</param>
    /// <param name="cancellation">Stops the run: the running cell is asked to stop, then its process is killed. Gives an outcome, not an exception.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The worker's executable cannot be started.</exception>
    public async Task<NotebookRun> RunAsync(
        NotebookDocument notebook, string directory, Action<RunEvent>? onEvent = null, CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        var record = new RunRecord(notebook, onEvent ?? (_ => { }));
        await using var worker = WorkerProcess.Start(options);
        await using var limits = new RunLimits(options, worker, cancellation);
        await ConverseAsync(worker, limits, record, directory);
        var exitCode = await worker.ExitAsync(options.Grace);
        var outcome = record.Outcome(limits.Stop, exitCode, worker.Excerpt);
        record.NoteInDocument(outcome);
        return new(record.Document, outcome, record.CellsRun, record.Cells.Count, clock.Elapsed);
    }

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
