using System.Diagnostics;
using System.Globalization;

namespace CSharpNotebooks;

/// <summary>
/// What running code belongs to: where its outputs go. It flows with the execution context, into awaited tasks and started threads. Work that outlives its cell
/// shows its output in the cell that runs then; work of a stopped cell shows nothing any more.
/// </summary>
internal sealed class CellScope(SessionScope session, int number, Action<CellOutput> sink)
{
    /// <summary>A thread that was stopped in a loop has this long to clean up, in loops too. From then on every loop stops.</summary>
    private const int CleanUpMilliseconds = 250;

    private static readonly AsyncLocal<CellScope?> Ambient = new();
    private static volatile CellScope? s_latest;

    [ThreadStatic]
    private static (CellScope Cell, long Until) t_cleanUp;

    private volatile bool _abandoned;
    private volatile bool _stopping;
    private Stopwatch? _watch;

    /// <summary>The scope of the running code; null outside of cells. Threads that native code started carry no context: they belong to the latest
    /// cell of the process.</summary>
    public static CellScope? Current => Ambient.Value ?? s_latest;

    public int Number { get; } = number;

    /// <summary>False for a stopped cell that went on all the same.</summary>
    public bool GaveWay { get; set; } = true;

    public Formatters Formatters => session.Formatters;

    public IInputSource? Input => session.Input;

    /// <summary>From now on the session's outputs go here.</summary>
    public void Begin()
    {
        s_latest = this;
        session.Current = this;
    }

    /// <summary>The code that runs from here belongs to this cell.</summary>
    public void Enter() => Ambient.Value = this;

    /// <summary>The cell shows at its end how long it took from here (<c>#!time</c>).</summary>
    public void StartTiming() => _watch ??= Stopwatch.StartNew();

    /// <summary>Shows the time when it was asked for.</summary>
    public void ShowTiming()
    {
        if (_watch is { } watch)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"Wall time: {watch.Elapsed.TotalMilliseconds:0.0} ms");
            Emit(new CellOutput.Display(Formatters.Format(new HtmlText(text))));
        }
    }

    public void Leave(bool abandon)
    {
        _abandoned = abandon;
        session.Current = session.Current == this ? null : session.Current;
        Interlocked.CompareExchange(ref s_latest, null, this);
    }

    /// <summary>From now on the code of the cell is stopped at the next thing that it shows and at the next loop that it begins again.</summary>
    public void Stop() => _stopping = true;

    /// <summary>Called by code of the cell before it shows something.</summary>
    public void ThrowIfStopped()
    {
        if (_stopping)
        {
            throw new OperationCanceledException("The cell was stopped.");
        }
    }

    /// <summary>Called at the head of each loop of the cell while some cell is being stopped.</summary>
    public void StopLoop()
    {
        var now = Environment.TickCount64;
        if (_stopping && (t_cleanUp.Cell != this || now >= t_cleanUp.Until))
        {
            t_cleanUp = t_cleanUp.Cell != this ? (this, now + CleanUpMilliseconds) : t_cleanUp;
            ThrowIfStopped();
        }
    }

    public string NewDisplayId() => Guid.NewGuid().ToString("N");

    public void Emit(CellOutput output)
    {
        if (!_abandoned)
        {
            session.Current?.Add(output);
        }
    }

    private void Add(CellOutput output) => session.Outputs.Add(sink, output);
}

/// <summary>What the cells of one session share.</summary>
internal sealed class SessionScope(SessionOptions options) : IDisposable
{
    private volatile CellScope? _current;

    public Formatters Formatters { get; } = options.Formatters;

    public IInputSource? Input { get; } = options.Input;

    public OutputQueue Outputs { get; } = new();

    public CellScope? Current
    {
        get => _current;
        set => _current = value;
    }

    public void Dispose() => Outputs.Dispose();
}
