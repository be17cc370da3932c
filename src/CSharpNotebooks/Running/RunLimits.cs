namespace CSharpNotebooks;

/// <summary>Why a run is being stopped from outside. A closed union.</summary>
internal abstract record StopReason
{
    private StopReason() { }

    public sealed record ByCaller : StopReason;

    public sealed record TimeLimit(TimeSpan Limit, bool WholeNotebook) : StopReason;
}

/// <summary>
/// The clocks of one run: the time of a cell, the time of the notebook, and the caller's token. The first that strikes asks the worker to stop;
/// if it has not gone when the grace is over, it is killed with everything it started.
/// </summary>
internal sealed class RunLimits : IAsyncDisposable
{
    private readonly NotebookRunnerOptions _options;
    private readonly WorkerProcess _worker;
    private readonly CancellationTokenSource _cell = new();
    private readonly CancellationTokenSource _notebook = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenRegistration[] _registrations;
    private StopReason? _stop;
    private Task _killing = Task.CompletedTask;

    public RunLimits(NotebookRunnerOptions options, WorkerProcess worker, CancellationToken caller)
    {
        _options = options;
        _worker = worker;
        _notebook.CancelAfter(options.NotebookTimeout);
        _registrations =
        [
            caller.Register(() => Request(new StopReason.ByCaller())),
            _notebook.Token.Register(() => Request(new StopReason.TimeLimit(options.NotebookTimeout, WholeNotebook: true))),
            _cell.Token.Register(() => Request(new StopReason.TimeLimit(options.CellTimeout, WholeNotebook: false))),
        ];
    }

    /// <summary>Why the run was stopped, or null when it was not.</summary>
    public StopReason? Stop => Volatile.Read(ref _stop);

    /// <summary>Cancelled once the run is being stopped.</summary>
    public CancellationToken Stopped => _stopped.Token;

    /// <summary>A cell begins: its clock starts anew.</summary>
    public void CellStarted() => _cell.CancelAfter(_options.CellTimeout);

    /// <summary>Says something to the worker, if it still lives.</summary>
    public void TrySend(WorkerMessage message)
    {
        try
        {
            _worker.Messages.Send(message);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // The worker has died, or is not there yet: the end of its pipe tells, or the kill that follows.
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var registration in _registrations)
        {
            await registration.DisposeAsync();
        }

        await _over.CancelAsync();
        await _killing;
        foreach (var source in new[] { _cell, _notebook, _stopped, _over })
        {
            source.Dispose();
        }
    }

    private void Request(StopReason reason)
    {
        if (Interlocked.CompareExchange(ref _stop, reason, null) is null)
        {
            _killing = Task.Run(StopAsync);
        }
    }

    private async Task StopAsync()
    {
        await _stopped.CancelAsync();
        // Sent from a task of its own: a worker that no longer reads would block it.
        var sending = Task.Run(() => TrySend(new WorkerMessage.Cancel()));
        await Task.Delay(_options.Grace, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _worker.Kill();
        await sending;
    }
}
