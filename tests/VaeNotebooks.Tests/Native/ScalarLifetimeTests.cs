using System.Runtime.CompilerServices;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class ScalarLifetimeTests
{
    [Fact]
    public void A_scalar_is_never_queued_for_finalization()
    {
        var scalar = ForgottenScalar();

        GC.Collect();

        // A long weak reference still holds an object that waits for its finalizer.
        Assert.False(scalar.IsAlive);
    }

    [Fact]
    public void Arithmetic_with_numbers_is_right_while_another_thread_collects_garbage()
    {
        using var stop = new CancellationTokenSource();
        var litter = new Thread(() => Litter(stop.Token)) { IsBackground = true };
        litter.Start();
        using var x = ones(2000, dtype: float64);

        // Without the remedy this fails within the first few ten thousand operations.
        for (var round = 0; round < 300; round++) Assert.Equal(4.5, Chain(x), 12);

        stop.Cancel();
        litter.Join();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ForgottenScalar() => new(2.5.ToScalar(), trackResurrection: true);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Chain(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = x;
        for (var i = 0; i < 50; i++) y = ((2 * x.square() * 0.5) + 1.0).pow(2) + 0.5;
        return y.mean().item<double>();
    }

    private static void Litter(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var rubbish = new List<byte[]>();
            for (var i = 0; i < 2000; i++) rubbish.Add(new byte[500]);
            GC.Collect(0);
            GC.KeepAlive(rubbish);
        }
    }
}
