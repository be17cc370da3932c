using System.ComponentModel;

namespace CSharpNotebooks;

/// <summary>
/// Workers that were started before their notebook's turn: they get ready while others run. There are never more of them than notebooks to come; once the first
/// notebooks run, one waits. They end with this process, however it ends: their pipe closes.
/// </summary>
internal sealed class WaitingWorkers(Func<WorkerProcess> start) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<WorkerProcess> _ready = new();
    private int _expected;
    private bool _closed;

    /// <summary>Starts workers for the first of the notebooks that will come.</summary>
    public void Expect(int notebooks, int atOnce)
    {
        lock (_gate)
        {
            _expected += notebooks;
            StartAhead(atOnce);
        }
    }

    /// <summary>A worker for one notebook: one that waits, or else a new one. One that died while it waited is replaced.</summary>
    /// <exception cref="Win32Exception">The executable cannot be started.</exception>
    public async Task<WorkerProcess> TakeAsync()
    {
        while (Next() is { } waiting)
        {
            if (waiting.IsAlive)
            {
                return waiting;
            }

            await waiting.DisposeAsync().ConfigureAwait(false);
        }

        return start();
    }

    /// <summary>The notebook that took a worker is on its way: time to start one for the next.</summary>
    public void Refill()
    {
        lock (_gate)
        {
            _expected = Math.Max(0, _expected - 1);
            StartAhead(1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closed = true;
        }

        while (Next() is { } waiting)
        {
            await waiting.DisposeAsync().ConfigureAwait(false);
        }
    }

    private WorkerProcess? Next()
    {
        lock (_gate)
        {
            return _ready.TryDequeue(out var waiting) ? waiting : null;
        }
    }

    private void StartAhead(int wanted)
    {
        try
        {
            while (!_closed && _ready.Count < Math.Min(wanted, _expected))
            {
                _ready.Enqueue(start());
            }
        }
        catch (Win32Exception)
        {
            // Whoever needs the worker tries again, and then it is an error.
        }
    }
}
