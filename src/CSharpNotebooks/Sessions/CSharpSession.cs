using System.Globalization;

namespace CSharpNotebooks;

/// <summary>A C# session: cells run one after the other on one thread, and each sees what the ones before it defined.</summary>
public sealed class CSharpSession : IAsyncDisposable
{
    private const string Resists =
        "It goes on all the same: it computes in a library or in native code, which cannot be stopped. The next cell runs when it has ended; restart to be rid of it.";

    private readonly SessionOptions _options;
    private readonly SessionScope _scope;
    private readonly SessionThread _thread = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SessionState _state;
    private bool _started;

    /// <summary>Prepares a session; nothing runs yet.</summary>
    /// <exception cref="ArgumentException">The working directory does not exist.</exception>
    public CSharpSession(SessionOptions options)
    {
        if (!Directory.Exists(options.WorkingDirectory))
        {
            throw new ArgumentException($"WorkingDirectory must be a folder that exists, not {options.WorkingDirectory}.", nameof(options));
        }

        ConsoleRouter.Install();
        _options = options;
        _scope = new SessionScope(options);
        _state = new SessionState(options, _thread);
    }

    /// <summary>What the cells have defined so far; may be read while one runs.</summary>
    internal SessionContents Contents => _state.Compiler.Contents;

    /// <summary>How long the cells so far took to compile.</summary>
    internal TimeSpan CompileTime => _state.Compiler.Elapsed;

    /// <summary>Loads the compiler ahead of the first cell. Optional: the first cell does it otherwise.</summary>
    public static Task WarmUpAsync() => SubmissionCompiler.WarmUpAsync();

    /// <summary>Runs one cell. Cells that are started while another runs wait for their turn.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="cellNumber">The number that errors and results carry, from 1.</param>
    /// <param name="sink">Takes what the cell shows, in order, one call at a time; every call has returned before this method's task completes.</param>
    /// <param name="cancellation">Stops the cell.</param>
    public async Task<CellOutcome> ExecuteAsync(string source, int cellNumber, Action<CellOutput> sink, CancellationToken cancellation = default)
    {
        try
        {
            await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new CellOutcome.Cancelled(TimedOut: false);
        }

        try
        {
            return await ExecuteInTurnAsync(source, new CellScope(_scope, cellNumber, sink), sink, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends the session's threads. Do not call it while a cell runs.</summary>
    public ValueTask DisposeAsync()
    {
        _thread.Dispose();
        _scope.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<CellOutcome> ExecuteInTurnAsync(string source, CellScope cell, Action<CellOutput> sink, CancellationToken cancellation)
    {
        await WarmUpAsync().ConfigureAwait(false);
        Start();
        cell.Begin();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(_options.CellTimeout ?? Timeout.InfiniteTimeSpan);
        var outcome = await RunAsync(source, cell, stop.Token, cancellation).ConfigureAwait(false);
        cell.ShowTiming();
        cell.Leave(abandon: outcome is CellOutcome.Cancelled);
        if (outcome is CellOutcome.Cancelled cancelled)
        {
            _scope.Outputs.Add(sink, StoppedError(cancelled.TimedOut, cell.GaveWay));
        }

        await _scope.Outputs.FlushAsync(sink).ConfigureAwait(false);
        return outcome;
    }

    private async Task<CellOutcome> RunAsync(string source, CellScope cell, CancellationToken stop, CancellationToken cancellation)
    {
        try
        {
            var fileName = string.Create(CultureInfo.InvariantCulture, $"cell[{cell.Number}]");
            return await new CellRun(_state, cell).RunAsync(source, fileName, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new CellOutcome.Cancelled(TimedOut: !cancellation.IsCancellationRequested);
        }
    }

    private CellOutput.Error StoppedError(bool timedOut, bool gaveWay)
    {
        var text = timedOut ? $"The cell was stopped after its time-out of {_options.CellTimeout}." : "The cell was interrupted.";
        return new CellOutput.Error("Error", text, gaveWay ? [text] : [text, Resists]);
    }

    private void Start()
    {
        if (!_started)
        {
            _started = true;
            Environment.CurrentDirectory = _options.WorkingDirectory;
        }
    }
}
