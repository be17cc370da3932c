using System.Diagnostics;

namespace CSharpNotebooks;

/// <summary>
/// The one thread that runs the cells of a session (TorchSharp's dispose scopes are bound to their thread). Work that waits is stopped by <see cref="Thread.Interrupt"/>;
/// work that computes stops by itself, at its next output or loop (<see cref="CellScope.Stop"/>). A thread is never aborted: on Linux the runtime of .NET 10 was seen
/// to die when an abort met a returning method, and one that struck after a native call that freed something let that be freed twice.
/// </summary>
internal sealed class SessionThread : IDisposable
{
    private const int StackBytes = 16 << 20;
    private static readonly TimeSpan RescueAfter = TimeSpan.FromMilliseconds(250);

    private readonly object _gate = new();
    private readonly LinkedList<Action> _queue = new();
    private readonly Thread _thread;
    private volatile bool _isBusy;
    private volatile bool _clearInterrupt;
    private bool _closed;

    public SessionThread()
    {
        _thread = new Thread(Run, StackBytes) { IsBackground = true, Name = "Notebook cells" };
        _thread.Start();
    }

    public bool IsBusy => _isBusy;

    public void Post(Action work)
    {
        var isBusy = IsBusy;
        var node = new LinkedListNode<Action>(work);
        lock (_gate)
        {
            _queue.AddLast(node);
            Monitor.Pulse(_gate);
        }

        if (isBusy)
        {
            _ = RescueAsync(node);
        }
    }

    /// <summary>Interrupts every wait of what runs now, until the thread is free or has not given way in <paramref name="grace"/>.</summary>
    /// <returns>Whether the thread is free.</returns>
    public async Task<bool> StopAsync(TimeSpan grace)
    {
        for (var start = Stopwatch.GetTimestamp(); IsBusy && Stopwatch.GetElapsedTime(start) < grace;)
        {
            _thread.Interrupt();
            await Task.Delay(10, CancellationToken.None).ConfigureAwait(false);
        }

        _clearInterrupt = true;
        return !IsBusy;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        var clean = ExecutionContext.Capture()!;
        while (TakeUninterrupted() is { } work)
        {
            ClearInterrupt();
            ExecutionContext.Run(clean, work => RunOne((Action)work!), work);
        }
    }

    private void RunOne(Action work)
    {
        _isBusy = true;
        try
        {
            work();
        }
        catch (Exception)
        {
            // Stopped; whoever stopped it says so.
        }
        finally
        {
            _isBusy = false;
        }
    }

    private Action? TakeUninterrupted()
    {
        while (true)
        {
            try
            {
                return Take();
            }
            catch (ThreadInterruptedException)
            {
                // Meant for work that has ended meanwhile.
            }
        }
    }

    private Action? Take()
    {
        lock (_gate)
        {
            while (_queue.Count == 0 && !_closed)
            {
                Monitor.Wait(_gate);
            }

            var first = _queue.First;
            if (first is not null)
            {
                _queue.RemoveFirst();
            }

            return first?.Value;
        }
    }

    private void ClearInterrupt()
    {
        if (_clearInterrupt)
        {
            _clearInterrupt = false;
            try
            {
                Thread.Sleep(1);
            }
            catch (ThreadInterruptedException)
            {
                // This was it.
            }
        }
    }

    /// <summary>A cell that blocks on a task whose continuation waits for this very thread would wait for ever; such a continuation runs elsewhere.</summary>
    private async Task RescueAsync(LinkedListNode<Action> node)
    {
        await Task.Delay(RescueAfter).ConfigureAwait(false);
        while (node.List is not null)
        {
            if (_thread.ThreadState.HasFlag(System.Threading.ThreadState.WaitSleepJoin) && IsBusy && TryRemove(node))
            {
                node.Value();
                return;
            }

            await Task.Delay(RescueAfter).ConfigureAwait(false);
        }
    }

    private bool TryRemove(LinkedListNode<Action> node)
    {
        lock (_gate)
        {
            var queued = node.List is not null;
            if (queued)
            {
                _queue.Remove(node);
            }

            return queued;
        }
    }
}
