using TorchSharp;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>
/// A VAE with one latent, a nonlinear decoder and float64 parameters that are not small, so that its posterior is no Gaussian and every integral over z is a sum over a grid.
/// </summary>
internal sealed class TinyVae : IDisposable
{
    private const double Edge = 10;
    private const int Points = 401;

    public TinyVae(int inputSize, IReadOnlyList<int> hiddenSizes, double scale)
    {
        Model = new MlpVae(new MlpVaeOptions { InputSize = inputSize, HiddenSizes = hiddenSizes, LatentSize = 1, Activation = Activation.Tanh }, seed: 3);
        Model.to(ScalarType.Float64);
        using var _ = no_grad();
        foreach (var parameter in Model.parameters()) parameter.mul_(scale);
    }

    public MlpVae Model { get; }

    /// <summary>The exact <c>log p(x)</c>, <c>[B]</c>.</summary>
    public Tensor LogLikelihood(Tensor x)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var z = Grid().reshape(Points, 1, 1).expand(Points, x.shape[0], 1);
        return (Model.LogLikelihood(x, z) + Model.LogPrior(z)).logsumexp(0).add(Math.Log(Step)).MoveToOuterDisposeScope();
    }

    /// <summary>The exact variance over q of the weight divided by p(x), <c>[B]</c>: <c>integral of (p(x, z) / p(x))^2 / q(z|x) - 1</c>.</summary>
    public Tensor VarianceOfWeights(Tensor x)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var noise = Noise(x);
        var ratio = LogWeights(x, noise) - LogLikelihood(x);
        return ((2 * ratio) + Densities.StandardNormalLogDensity(noise)).exp().sum([0]).mul(Step).sub(1).MoveToOuterDisposeScope();
    }

    /// <summary>The exact mean over pairs of draws of the bound with K = 2, averaged over the batch: a double sum over their noise.</summary>
    public double BoundOfTwo(Tensor x)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var noise = Noise(x);
        var (weights, density) = (LogWeights(x, noise), Densities.StandardNormalLogDensity(noise).exp() * Step); // [G, B] each
        var pairs = logaddexp(weights.unsqueeze(1), weights.unsqueeze(0)) - Math.Log(2); // [G, G, B]
        return (density.unsqueeze(1) * density.unsqueeze(0) * pairs).sum([0, 1]).mean().item<double>();
    }

    public void Dispose() => Model.Dispose();

    private static double Step => 2 * Edge / (Points - 1);

    private static Tensor Grid() => linspace(-Edge, Edge, Points, ScalarType.Float64);

    private static Tensor Noise(Tensor x) => Grid().reshape(Points, 1, 1).expand(Points, x.shape[0], 1);

    private Tensor LogWeights(Tensor x, Tensor noise)
    {
        var posterior = Model.Encode(x);
        return Evaluation.LogWeights(Model, x, posterior, posterior.Mean + ((0.5 * posterior.LogVariance).exp() * noise));
    }
}
