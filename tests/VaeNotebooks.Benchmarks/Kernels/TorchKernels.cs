using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>
/// Kernels on tensors, whose memory is not in the column of allocations: that counts .NET's alone. BenchmarkDotNet derives from each class of kernels and
/// constructs it on the thread that measures, so these are public and not sealed, and what they need is made by the constructor.
/// </summary>
public abstract class TorchKernels
{
    /// <summary>The batch of the course's trainings.</summary>
    protected const int Batch = 128;

    private readonly Stack<IDisposable> _kept = [];

    protected TorchKernels() => set_num_threads(1);

    [GlobalCleanup]
    public void Cleanup()
    {
        while (_kept.TryPop(out var resource)) resource.Dispose();
    }

    protected T Keep<T>(T resource)
        where T : IDisposable
    {
        _kept.Push(resource);
        return resource;
    }
}
