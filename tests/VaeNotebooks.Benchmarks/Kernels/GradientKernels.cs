using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>The loss of the first VAE, 784-400-z20, and its gradient for one batch: the trainer's way and the way of any other model.</summary>
public class GradientKernels : TorchKernels
{
    private readonly MlpVae _model;
    private readonly MlpVaeGradient _byHand;
    private readonly Tensor _x;
    private readonly Generator _generator;

    public GradientKernels()
    {
        _model = Keep(new MlpVae(new MlpVaeOptions(), seed: 1));
        _byHand = Keep(MlpVaeGradient.For(_model, Batch)!);
        _x = Keep(rand(Batch, _model.InputSize));
        _generator = Keep(new Generator(1));
    }

    [Benchmark(Description = "Gradient of MlpVae by hand")]
    public void ByHand() => _byHand.Compute(_x, beta: 1, _generator);

    [Benchmark(Description = "Gradient of MlpVae by autograd")]
    public void ByAutograd()
    {
        using var scope = NewDisposeScope();
        _model.zero_grad();
        _model.Elbo(_x, _generator).Loss().backward();
    }
}
