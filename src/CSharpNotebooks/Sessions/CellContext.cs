namespace CSharpNotebooks;

/// <summary>Brings the continuations of one cell back to the session's thread; after the cell was stopped it drops them.</summary>
internal sealed class CellContext(SessionThread thread, CellScope scope) : SynchronizationContext
{
    private volatile bool _stopped;

    /// <summary>Continuations that come from now on are dropped.</summary>
    public void Stop() => _stopped = true;

    public override SynchronizationContext CreateCopy() => this;

    public override void Post(SendOrPostCallback d, object? state) => thread.Post(() => Run(d, state));

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Current == this)
        {
            d(state);
            return;
        }

        using var done = new ManualResetEventSlim();
        Post(
            s =>
            {
                d(s);
                done.Set();
            },
            state);
        done.Wait();
    }

    private void Run(SendOrPostCallback callback, object? state)
    {
        if (_stopped)
        {
            return;
        }

        var previous = Current;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        catch (Exception e) when (!_stopped)
        {
            // From an `async void` method: nobody awaits it, and it must not take the process down.
            var text = string.Join('\n', ExceptionText.ErrorOf(e).Traceback);
            scope.Emit(new CellOutput.Stream("stderr", $"Unhandled exception in an async void method: {text}\n"));
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }
}
