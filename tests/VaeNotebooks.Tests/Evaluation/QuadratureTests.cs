using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>The importance-weighted estimate of a VAE with one latent and a nonlinear decoder, against sums over a grid of z.</summary>
public sealed class QuadratureTests : IDisposable
{
    private readonly IDisposable _scope = NewDisposeScope();
    private readonly TinyVae _tiny = new(inputSize: 5, hiddenSizes: [8], scale: 4);
    private readonly Tensor _x;

    public QuadratureTests()
    {
        using var generator = new Generator(2);
        _x = rand([32, 5], ScalarType.Float64, generator: generator).gt(0.5).to(ScalarType.Float64);
    }

    public void Dispose()
    {
        _tiny.Dispose();
        _scope.Dispose();
    }

    private Tensor Estimate(int samples)
    {
        using var generator = new Generator(7);
        return Evaluation.LogLikelihood(_tiny.Model, _x, samples, generator);
    }

    [Fact]
    public void With_five_thousand_draws_each_estimate_is_the_integral_within_four_standard_errors()
    {
        // The variance is summed over the grid as well: sqrt(V / 5000) nats is the standard error of each.
        var standardError = (_tiny.VarianceOfWeights(_x) / 5000).sqrt();
        Assert.InRange(standardError.max().item<double>(), 1e-3, 0.2);
        var standardised = (Estimate(5000) - _tiny.LogLikelihood(_x)) / standardError;
        Assert.InRange(standardised.abs().max().item<double>(), 0.5, 4);
    }

    [Fact]
    public void The_probabilities_of_all_binary_x_sum_to_one()
    {
        var all = arange(32, ScalarType.Int64).unsqueeze(1).bitwise_right_shift(arange(5, ScalarType.Int64)).bitwise_and(tensor(1L)).to(ScalarType.Float64);
        Assert.Equal(1, _tiny.LogLikelihood(all).exp().sum().item<double>(), 1e-9); // the reference is one itself
    }

    [Fact]
    public void The_mean_bound_is_below_the_integral_by_half_the_variance_over_k()
    {
        const int Samples = 200, Repeats = 2000;
        using var generator = new Generator(8);
        var x = _x.narrow(0, 0, 1);
        var repeated = x.expand(Repeats, 5);
        var difference = Evaluation.LogLikelihood(_tiny.Model, repeated, Samples, generator) - _tiny.LogLikelihood(x);
        var predicted = -_tiny.VarianceOfWeights(x).item<double>() / (2 * Samples);
        var standardError = difference.std().item<double>() / Math.Sqrt(Repeats);
        Assert.True(predicted < -4 * standardError, $"{predicted} {standardError}"); // the draws suffice to see it
        Assert.Equal(predicted, difference.mean().item<double>(), (4 * standardError) + (0.15 * -predicted)); // the next term falls as 1/k^2
    }
}
