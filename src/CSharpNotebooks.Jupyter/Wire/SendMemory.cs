using NetMQ;

namespace CSharpNotebooks.Jupyter;

/// <summary>
/// Counts the bytes of messages that ZeroMQ holds because a front end has not taken them yet. ZeroMQ's own limit counts messages, and drops those above it
/// without a word; a hung front end and large pictures would fill the memory all the same.
/// </summary>
internal sealed class SendMemory : IBufferPool
{
    private long _bytes;

    private SendMemory() { }

    /// <summary>The one of this process, in use from its first mention on.</summary>
    public static SendMemory Instance { get; } = Install();

    public long Bytes => Interlocked.Read(ref _bytes);

    public byte[] Take(int size)
    {
        Interlocked.Add(ref _bytes, size);
        return new byte[size];
    }

    public void Return(byte[] buffer) => Interlocked.Add(ref _bytes, -buffer.Length);

    public void Dispose()
    {
    }

    private static SendMemory Install()
    {
        var memory = new SendMemory();
        BufferPool.SetCustomBufferPool(memory);
        return memory;
    }
}
