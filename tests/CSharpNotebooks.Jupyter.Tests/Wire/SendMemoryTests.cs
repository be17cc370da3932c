using System.Runtime.CompilerServices;
using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class SendMemoryTests
{
    private const int Size = 100 << 20;

    [Fact]
    public void A_buffer_counts_until_it_is_given_back()
    {
        var buffer = SendMemory.Instance.Take(Size);
        Assert.InRange(SendMemory.Instance.Bytes, Size, long.MaxValue);

        SendMemory.Instance.Return(buffer);
        SendMemory.Instance.Return(buffer);
        SendMemory.FindForgotten();
        Assert.InRange(SendMemory.Instance.Bytes, 0, Size - 1);
    }

    [Fact]
    public void A_buffer_that_is_forgotten_counts_no_longer_than_it_lives()
    {
        Forget();

        SendMemory.FindForgotten();

        Assert.InRange(SendMemory.Instance.Bytes, 0, Size - 1);
    }

    // A method of its own, so that nothing here still holds the buffer.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget() => Assert.Equal(Size, SendMemory.Instance.Take(Size).Length);
}
