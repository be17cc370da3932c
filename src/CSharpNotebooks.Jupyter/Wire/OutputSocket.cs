using System.Collections.Concurrent;
using System.Diagnostics;
using NetMQ;
using NetMQ.Sockets;

namespace CSharpNotebooks.Jupyter;

/// <summary>
/// The output channel (iopub): what every connected front end sees. Any thread may publish; one thread of its own owns the socket. What front ends have not taken
/// yet is bounded: whoever publishes waits for a slow one, and what a hung one does not take in time is left out.
/// </summary>
internal sealed class OutputSocket : IDisposable
{
    /// <summary>The most bytes that wait for front ends; a single larger message still passes.</summary>
    public const long Capacity = 64L << 20;

    private readonly PublisherSocket _socket = new();
    private readonly MessageCodec _codec;
    private readonly BlockingCollection<IReadOnlyList<byte[]>> _queue = [];
    private readonly TimeSpan _patience;
    private readonly Thread _thread;
    private long _queued;
    private volatile bool _isStuck;

    /// <summary>Binds the socket.</summary>
    /// <param name="endpoint">Where front ends connect.</param>
    /// <param name="codec">Encodes what is published.</param>
    /// <param name="patience">How long a front end may take nothing at all before it counts as hung.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public OutputSocket(string endpoint, MessageCodec codec, TimeSpan patience)
    {
        _codec = codec;
        _patience = patience;
        _ = SendMemory.Instance;
        _socket.Options.SendHighWatermark = 0; // bytes are counted instead
        _socket.Options.Linger = TimeSpan.FromSeconds(1);
        _socket.Listen(endpoint);
        _thread = new Thread(Run) { IsBackground = true, Name = "Jupyter output" };
        _thread.Start();
    }

    private long Waiting => Interlocked.Read(ref _queued) + SendMemory.Instance.Bytes;

    /// <summary>Publishes a message; false when it was left out because a front end hangs.</summary>
    /// <param name="message">What to publish.</param>
    /// <param name="isOutput">Outputs wait for room. States and the like are small, must not be lost to a front end that is only slow, and never wait.</param>
    public bool Publish(JupyterMessage message, bool isOutput)
    {
        var frames = _codec.Encode(message);
        var size = Size(frames);
        if (_queue.IsAddingCompleted || (isOutput ? !WaitForRoom(size) : Waiting > 2 * Capacity))
        {
            return false;
        }

        Interlocked.Add(ref _queued, size);
        _queue.Add(frames);
        return true;
    }

    /// <summary>Sends what is left, for a second at most.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join(TimeSpan.FromSeconds(1));
    }

    /// <summary>Once a front end has used up the patience, outputs are left out at once until it has taken half of what waits.</summary>
    private bool WaitForRoom(long size)
    {
        _isStuck &= Waiting > Capacity / 2;
        var (least, since) = (Waiting, Stopwatch.GetTimestamp());
        while (!_isStuck && Waiting is > 0 and var waiting && waiting + size > Capacity)
        {
            (least, since) = waiting < least ? (waiting, Stopwatch.GetTimestamp()) : (least, since);
            _isStuck = Stopwatch.GetElapsedTime(since) > _patience && IsStillFull(size);
            Thread.Sleep(2);
        }

        return !_isStuck;
    }

    private bool IsStillFull(long size)
    {
        SendMemory.FindForgotten();
        return Waiting + size > Capacity;
    }

    private void Run()
    {
        foreach (var frames in _queue.GetConsumingEnumerable())
        {
            for (var i = 0; i < frames.Count; i++)
            {
                Send(frames[i], more: i < frames.Count - 1);
            }

            Interlocked.Add(ref _queued, -Size(frames));
        }

        _socket.Dispose();
    }

    private void Send(byte[] frame, bool more)
    {
        var message = new Msg();
        message.InitPool(frame.Length); // counted until it has left
        frame.CopyTo(message.Slice());
        _socket.Send(ref message, more);
        message.Close();
    }

    private static long Size(IReadOnlyList<byte[]> frames) => frames.Sum(frame => (long)frame.Length);
}
