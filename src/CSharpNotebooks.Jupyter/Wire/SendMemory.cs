using System.Runtime.CompilerServices;
using NetMQ;

namespace CSharpNotebooks.Jupyter;

/// <summary>
/// Counts the bytes of messages that ZeroMQ holds because a front end has not taken them yet. ZeroMQ's own limit counts messages, and drops those above it
/// without a word; a hung front end and large pictures would fill the memory all the same. A buffer that ZeroMQ forgets, because a front end went away in the
/// middle of a message, counts until the collector has found it.
/// </summary>
internal sealed class SendMemory : IBufferPool
{
    private readonly ConditionalWeakTable<byte[], Ticket> _tickets = [];
    private long _bytes;

    private SendMemory() { }

    /// <summary>The one of this process, in use from its first mention on.</summary>
    public static SendMemory Instance { get; } = Install();

    public long Bytes => Interlocked.Read(ref _bytes);

    public byte[] Take(int size)
    {
        var buffer = new byte[size];
        Interlocked.Add(ref _bytes, size);
        _tickets.Add(buffer, new Ticket(this, size));
        return buffer;
    }

    public void Return(byte[] buffer)
    {
        if (_tickets.TryGetValue(buffer, out var ticket))
        {
            _tickets.Remove(buffer);
            ticket.Release();
        }
    }

    /// <summary>Stops counting buffers that nobody holds any more.</summary>
    public static void FindForgotten()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    public void Dispose()
    {
    }

    /// <summary>Lives as long as its buffer.</summary>
    private sealed class Ticket(SendMemory memory, int size)
    {
        private int _size = size;

        ~Ticket() => Release();

        public void Release()
        {
            Interlocked.Add(ref memory._bytes, -Interlocked.Exchange(ref _size, 0));
            GC.SuppressFinalize(this);
        }
    }

    private static SendMemory Install()
    {
        var memory = new SendMemory();
        BufferPool.SetCustomBufferPool(memory);
        return memory;
    }
}
