using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>The terms of the ELBO for one batch of 784 pixels and 20 latent units.</summary>
public class DensityKernels : TorchKernels
{
    private const int Pixels = 784, Latent = 20;

    private readonly Tensor _x;
    private readonly Tensor _logits;
    private readonly Tensor _tracked;
    private readonly Tensor _mean;
    private readonly Tensor _logVariance;

    public DensityKernels()
    {
        _x = Keep(rand(Batch, Pixels));
        _logits = Keep(randn(Batch, Pixels));
        _tracked = Keep(randn(Batch, Pixels).requires_grad_());
        _mean = Keep(randn(Batch, Latent));
        _logVariance = Keep(randn(Batch, Latent));
    }

    [Benchmark(Description = "Bernoulli log likelihood")]
    public void Bernoulli() => Densities.BernoulliLogLikelihood(_logits, _x).Dispose();

    [Benchmark(Description = "Bernoulli log likelihood and gradient by autograd")]
    public void BernoulliByAutograd()
    {
        using var scope = NewDisposeScope();
        _tracked.grad?.zero_();
        Densities.BernoulliLogLikelihood(_tracked, _x).sum().backward();
    }

    /// <summary>Its logits become gradients in (-1, 1), as good as logits the next time.</summary>
    [Benchmark(Description = "Bernoulli log likelihood and gradient by BernoulliKernel")]
    public double BernoulliByKernel()
    {
        var logits = MemoryMarshal.Cast<byte, float>(_logits.bytes);
        var x = MemoryMarshal.Cast<byte, float>(_x.bytes);
        var sum = 0.0;
        for (var from = 0; from < logits.Length; from += Pixels)
            sum += BernoulliKernel.LogLikelihoodToGradient(logits.Slice(from, Pixels), x.Slice(from, Pixels), scale: 1);
        return sum;
    }

    [Benchmark(Description = "Gaussian KL")]
    public void GaussianKl() => Densities.GaussianKl(_mean, _logVariance).Dispose();
}
