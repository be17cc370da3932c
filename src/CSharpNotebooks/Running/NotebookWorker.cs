using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CSharpNotebooks;

/// <summary>
/// The child's side of <see cref="NotebookRunner"/>: runs the cells it is given and reports each thing as it happens. It lives no longer than its
/// parent: when the pipe closes it ends itself at once, whatever a cell is doing.
/// </summary>
public sealed class NotebookWorker
{
    private readonly MessagePipe _pipe;
    private readonly CancellationTokenSource _stop = new();
    private volatile bool _finished;

    private NotebookWorker(MessagePipe pipe) => _pipe = pipe;

    /// <summary>Serves one notebook.</summary>
    /// <param name="pipeName">The argument that the runner added to the worker's command line.</param>
    /// <param name="createSession">Makes the session, given the folder of the notebook.</param>
    /// <param name="warmUp">What the host likes to have done before the first cell, while this process waits for its notebook. It must not matter
    /// to the cells: should it fail, they run without it.</param>
    /// <returns>The exit code for the process.</returns>
    public static async Task<int> RunAsync(string pipeName, Func<string, CSharpSession> createSession, Func<Task>? warmUp = null)
    {
        // Ctrl+C in a terminal reaches the children too; stopping them cleanly is the parent's decision.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var pipe = MessagePipe.Connect(pipeName);
        var warm = WarmUpAsync(warmUp);
        if (pipe.Receive() is not WorkerMessage.Run run)
        {
            return 2;
        }

        var worker = new NotebookWorker(pipe);
        worker.ListenOnOwnThread();
        await using var session = createSession(run.Directory);
        await warm; // so that the time of the first cell is its own
        await worker.RunCellsAsync(session, run.Cells);
        worker._finished = true;
        pipe.Send(new WorkerMessage.Finished());
        return 0;
    }

    private static async Task WarmUpAsync(Func<Task>? ofHost)
    {
        await Task.WhenAll(CSharpSession.WarmUpAsync(), Task.Run(ofHost ?? (() => Task.CompletedTask)))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Not on the thread pool: a notebook may have all of its threads.
    private void ListenOnOwnThread() => new Thread(Listen) { IsBackground = true, Name = "notebook worker commands" }.Start();

    private void Listen()
    {
        while (_pipe.Receive() is { } message)
        {
            if (message is WorkerMessage.Cancel)
            {
                _stop.Cancel();
            }
        }

        if (!_finished)
        {
            Process.GetCurrentProcess().Kill();
        }
    }

    private async Task RunCellsAsync(CSharpSession session, IReadOnlyList<CellToRun> cells)
    {
        foreach (var cell in cells)
        {
            if (_stop.IsCancellationRequested || !await RunCellAsync(session, cell))
            {
                return;
            }
        }
    }

    private async Task<bool> RunCellAsync(CSharpSession session, CellToRun cell)
    {
        CellOutput.Error? shown = null;
        _pipe.Send(new WorkerMessage.CellStarted(cell.Index));
        var compiledBefore = session.CompileTime;
        var outcome = await session.ExecuteAsync(cell.Source, cell.Number, Show, _stop.Token);
        var failure = Failure(outcome, shown);
        _pipe.Send(new WorkerMessage.CellEnded(cell.Index, failure, session.CompileTime - compiledBefore));
        return failure is null;

        void Show(CellOutput output)
        {
            shown = output as CellOutput.Error ?? shown;
            _pipe.Send(new WorkerMessage.Shown(cell.Index, output));
        }
    }

    private static CellOutput.Error? Failure(CellOutcome outcome, CellOutput.Error? shown) => outcome switch
    {
        CellOutcome.Succeeded => null,
        CellOutcome.CompileFailed failed => new("Error", string.Join(Environment.NewLine, failed.Diagnostics), []),
        CellOutcome.Threw threw => shown ?? new("Error", threw.Exception.Message, []),
        _ => new("Error", "stopped", []),
    };
}
