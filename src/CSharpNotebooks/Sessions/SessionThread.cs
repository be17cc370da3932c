using System.Runtime;

namespace CSharpNotebooks;

/// <summary>
/// The one thread that runs the cells of a session (TorchSharp's dispose scopes are bound to their thread). Each piece of work can be stopped:
/// by <see cref="Thread.Interrupt"/> when it waits, by <see cref="ControlledExecution"/> when it computes. The runtime aborts a computing thread once only: a second
/// abort never arrives. So a thread that was aborted ends, and another takes its place; what was bound to it, such as an open dispose scope, does not follow.
/// </summary>
internal sealed class SessionThread : IDisposable
{
    private const int StackBytes = 16 << 20;
    private static readonly TimeSpan RescueAfter = TimeSpan.FromMilliseconds(250);

    /// <summary>Hundredths of a second before a thread is aborted. An abort in the middle of a console call was seen to bring down the runtime, so code
    /// that prints gets the time to reach its next call, which then throws.</summary>
    private const int GentleTicks = 10;

    private readonly object _gate = new();
    private readonly LinkedList<Action> _queue = new();
    private volatile Thread _thread;
    private volatile CancellationTokenSource? _current;
    private volatile bool _clearInterrupt;
    private bool _closed;

    public SessionThread()
    {
        _thread = NewThread();
        _thread.Start();
    }

    public bool IsBusy => _current is not null;

    public void Post(Action work)
    {
        var isBusy = IsBusy;
        var node = new LinkedListNode<Action>(work);

        // A thread is never aborted in a finally block, so the queue stays whole when a cell is stopped here.
        try
        {
        }
        finally
        {
            lock (_gate)
            {
                _queue.AddLast(node);
                Monitor.Pulse(_gate);
            }
        }

        if (isBusy)
        {
            _ = RescueAsync(node);
        }
    }

    /// <summary>Stops what runs now. Completes when the thread is free again, or when it has not given way in <paramref name="grace"/> (native code
    /// cannot be stopped).</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        using var limit = new CancellationTokenSource(grace);
        await InterruptUntilAsync(ticks: GentleTicks, limit.Token).ConfigureAwait(false);
        if (_current is { } running)
        {
            _ = Task.Run(running.Cancel, CancellationToken.None);
            await InterruptUntilAsync(ticks: int.MaxValue, limit.Token).ConfigureAwait(false);
        }

        _clearInterrupt = true;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }

    private async Task InterruptUntilAsync(int ticks, CancellationToken limit)
    {
        for (var tick = 0; tick < ticks && IsBusy && !limit.IsCancellationRequested; tick++)
        {
            _thread.Interrupt();
            await Task.Delay(10, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private Thread NewThread() => new(Run, StackBytes) { IsBackground = true, Name = "Notebook cells" };

    private void Run()
    {
        var clean = ExecutionContext.Capture()!;
        var isSpent = false;
        while (!isSpent && TakeUninterrupted() is { } work)
        {
            ClearInterrupt();
            ExecutionContext.Run(clean, work => isSpent = RunOne((Action)work!), work);
        }

        if (isSpent)
        {
            // Not from here: starting a thread waits, and an interrupt that is still on its way would break the wait.
            ThreadPool.UnsafeQueueUserWorkItem(_ => Replace(), null);
        }
    }

    private void Replace()
    {
        _thread = NewThread();
        _thread.Start();
    }

    /// <summary>Returns whether the thread was told to abort the work.</summary>
    private bool RunOne(Action work)
    {
        using var stop = new CancellationTokenSource();
        _current = stop;
        try
        {
#pragma warning disable SYSLIB0046 // The only way to stop a busy loop; a notebook session is the use that the documentation names.
            ControlledExecution.Run(work, stop.Token);
#pragma warning restore SYSLIB0046
        }
        catch (Exception)
        {
            // Stopped; whoever stopped it says so. Besides OperationCanceledException, an abort inside a synchronized method of the framework
            // was seen to leave as ArgumentNullException.
        }
        finally
        {
            _current = null;
        }

        return stop.IsCancellationRequested;
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
            if (_thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin) && IsBusy && TryRemove(node))
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
