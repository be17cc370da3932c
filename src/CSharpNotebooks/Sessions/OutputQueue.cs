using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>
/// The one ordered list of what a session shows. Cells add to it from any thread; one thread of its own hands the outputs to the host, so that stopping a cell
/// never stops the host in the middle of a write. Neighbouring pieces of one stream travel together.
/// </summary>
internal sealed class OutputQueue : IDisposable
{
    private const int Capacity = 4096;

    /// <summary>Characters that wait for the host: a cell that shows more, faster than the host takes it, waits.</summary>
    private const long CharacterCapacity = 32L << 20;

    private static readonly TimeSpan FloodAfter = TimeSpan.FromMilliseconds(1);

    /// <summary>In a flood outputs are gathered this long, so that they travel in few pieces; not when somebody waits for them.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);
    private readonly object _gate = new();
    private List<Entry> _pending = [];
    private bool _closed;
    private bool _isAwaited;
    private long _characters;
    private long _added;
    private long _delivered;
    private long _lastAdd = Stopwatch.GetTimestamp();

    public OutputQueue() => new Thread(Run) { IsBackground = true, Name = "Notebook output" }.Start();

    private sealed record Entry(Action<CellOutput> Sink, CellOutput? Output, TaskCompletionSource? Flushed = null)
    {
        public long Characters { get; } = Output switch
        {
            CellOutput.Stream stream => stream.Text.Length,
            CellOutput.Display display => TextLength(display.Data),
            CellOutput.Update update => TextLength(update.Data),
            CellOutput.Result result => TextLength(result.Data),
            _ => 0,
        };

        // Forms that are JSON come with HTML about as long as they are; to measure them would mean to write them.
        private static long TextLength(MimeBundle bundle) =>
            bundle.Data.Where(form => !form.Key.EndsWith("json", StringComparison.Ordinal)).Sum(form => TextLength(form.Value));

        private static long TextLength(JsonNode? form) => form is JsonValue value && value.TryGetValue<string>(out var text) ? text.Length : 0;
    }

    /// <summary>
    /// Adds an output and waits until the host has it, so that it is not lost when the very next call of the cell kills the process (a native abort). Only in a
    /// flood, with less than a millisecond between outputs, does the cell run ahead; and it waits when the host is far behind.
    /// </summary>
    public void Add(Action<CellOutput> sink, CellOutput output)
    {
        WaitForRoom();
        var number = Enqueue(new Entry(sink, output));
        if (Stopwatch.GetElapsedTime(Interlocked.Exchange(ref _lastAdd, Stopwatch.GetTimestamp())) > FloodAfter)
        {
            WaitForDelivery(number);
        }
    }

    /// <summary>Completes when the host has taken everything added so far, with the sink's exception if it threw one.</summary>
    public Task FlushAsync(Action<CellOutput> sink)
    {
        var flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(new Entry(sink, null, flushed));
        return flushed.Task;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void WaitForRoom()
    {
        lock (_gate)
        {
            while ((_pending.Count >= Capacity || _characters >= CharacterCapacity) && !_closed)
            {
                Await();
            }
        }
    }

    private void WaitForDelivery(long number)
    {
        lock (_gate)
        {
            while (_delivered < number && !_closed)
            {
                Await();
            }
        }
    }

    private void Await()
    {
        if (!_isAwaited)
        {
            _isAwaited = true;
            Monitor.PulseAll(_gate);
        }

        Monitor.Wait(_gate);
    }

    private long Enqueue(Entry entry)
    {
        lock (_gate)
        {
            _pending.Add(entry);
            _characters += entry.Characters;
            _isAwaited |= entry.Flushed is not null;
            if (_pending.Count == 1 || _isAwaited)
            {
                Monitor.PulseAll(_gate);
            }

            return ++_added;
        }
    }

    private List<Entry>? TakeAll()
    {
        lock (_gate)
        {
            while (_pending.Count == 0 && !_closed)
            {
                Monitor.Wait(_gate);
            }

            Gather();
            var taken = _pending;
            (_pending, _characters, _isAwaited) = ([], 0, false);
            Monitor.PulseAll(_gate);
            return taken.Count > 0 ? taken : null;
        }
    }

    private void Gather()
    {
        for (var start = Stopwatch.GetTimestamp(); !_isAwaited && !_closed && Gathering - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } rest;)
        {
            Monitor.Wait(_gate, rest);
        }
    }

    private void Run()
    {
        Exception? failure = null;
        while (DeliverNext(ref failure))
        {
            // A method of its own, so that no batch is held while this thread waits for the next.
        }
    }

    private bool DeliverNext(ref Exception? failure)
    {
        if (TakeAll() is not { } entries)
        {
            return false;
        }

        foreach (var entry in Merge(entries))
        {
            failure = Deliver(entry, failure);
        }

        lock (_gate)
        {
            _delivered += entries.Count;
            Monitor.PulseAll(_gate);
        }

        return true;
    }

    /// <summary>Returns the sink's exception until a flush has reported it.</summary>
    private static Exception? Deliver(Entry entry, Exception? failure)
    {
        if (entry.Flushed is { } flushed)
        {
            _ = failure is null ? flushed.TrySetResult() : flushed.TrySetException(failure);
            return null;
        }

        try
        {
            entry.Sink(entry.Output!);
            return failure;
        }
        catch (Exception e)
        {
            return failure ?? e;
        }
    }

    private static IEnumerable<Entry> Merge(List<Entry> entries)
    {
        for (var i = 0; i < entries.Count;)
        {
            var run = i + 1;
            while (run < entries.Count && SameStream(entries[i], entries[run]))
            {
                run++;
            }

            yield return run == i + 1 ? entries[i] : Joined(entries.GetRange(i, run - i));
            i = run;
        }
    }

    private static bool SameStream(Entry first, Entry second) =>
        first.Output is CellOutput.Stream a && second.Output is CellOutput.Stream b && a.Name == b.Name && first.Sink == second.Sink;

    private static Entry Joined(List<Entry> entries)
    {
        var streams = entries.Select(entry => (CellOutput.Stream)entry.Output!).ToArray();
        return entries[0] with { Output = new CellOutput.Stream(streams[0].Name, string.Concat(streams.Select(stream => stream.Text))) };
    }
}
