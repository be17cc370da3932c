using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>One step of all parameters of the first VAE, 784-400-z20.</summary>
public class AdamKernels : TorchKernels
{
    private readonly Adam _adam;

    public AdamKernels()
    {
        var model = Keep(new MlpVae(new MlpVaeOptions(), seed: 1));
        var x = Keep(rand(Batch, model.InputSize));
        using var scope = NewDisposeScope();
        model.Elbo(x, Keep(new Generator(1))).Loss().backward();
        foreach (var parameter in model.parameters()) Keep(parameter.grad!.DetachFromDisposeScope());
        _adam = Keep(new Adam(model, learningRate: 1e-3));
    }

    [Benchmark(Description = "Adam, one step")]
    public void Step() => _adam.Step();
}
