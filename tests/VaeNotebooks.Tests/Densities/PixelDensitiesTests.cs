using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>The densities of grey pixels against quadrature and against their formulas in double precision.</summary>
public sealed class PixelDensitiesTests
{
    private const int Steps = 20_000;

    public static TheoryData<double> Logits => [0, 1e-12, -1e-6, 1e-3, -0.1, 0.4999, 0.5001, -2, 7, -30, 200];

    private static Tensor Of(double value, ScalarType type = ScalarType.Float64) => tensor(new[] { value }, type);

    /// <summary>The integral over [0, 1] of <c>weight(x) exp(x l)</c> and of <c>exp(x l)</c>, by the midpoint rule, largest factor taken out.</summary>
    private static (double Weighted, double Plain) Integrals(double l, Func<double, double> weight)
    {
        var points = Enumerable.Range(0, Steps).Select(i => (i + 0.5) / Steps).Select(x => (X: x, Factor: Math.Exp((x * l) - Math.Max(l, 0)) / Steps)).ToList();
        return (points.Sum(point => weight(point.X) * point.Factor), points.Sum(point => point.Factor));
    }

    [Theory]
    [MemberData(nameof(Logits))]
    public void The_continuous_Bernoulli_and_its_slope_agree_with_quadrature(double logit)
    {
        using var scope = NewDisposeScope();
        var (first, integral) = Integrals(logit, x => x);
        var logIntegral = Math.Log(integral) + Math.Max(logit, 0);
        foreach (var (type, tolerance) in new[] { (ScalarType.Float64, 2e-5), (ScalarType.Float32, 2e-5) }) // the midpoint rule at l = 200: (l / Steps)^2 / 24
        {
            var l = Of(logit, type).requires_grad_(true);
            var density = Densities.ContinuousBernoulliLogDensity(l, Of(0.3, type));
            density.backward();
            Assert.Equal((0.3 * logit) - logIntegral, density.ToDouble(), tolerance * Math.Max(1, Math.Abs(logit)));
            Assert.Equal(0.3 - (first / integral), l.grad!.ToDouble(), tolerance); // x - E x
        }
    }

    [Theory]
    [MemberData(nameof(Logits))]
    public void The_series_near_one_half_meets_the_formula(double logit)
    {
        using var scope = NewDisposeScope();
        // The formula with the cancelled digits back: log(2 sinh(l/2) / l) by a series long enough for any l below 1.
        var (half, term, sum) = (logit / 2, 1.0, 1.0);
        for (var k = 1; k < 12; k++) sum += term *= half * half / (2 * k * ((2 * k) + 1));
        if (Math.Abs(logit) > 1) return;
        var density = Densities.ContinuousBernoulliLogDensity(Of(logit), Of(0.5)); // (x - 1/2) l = 0 there
        Assert.Equal(-Math.Log(sum), density.ToDouble(), 1e-11);
    }

    [Theory]
    [MemberData(nameof(Logits))]
    public void The_constant_is_what_the_Bernoulli_formula_lacks(double logit)
    {
        using var scope = NewDisposeScope();
        var (l, x) = (Of(logit), Of(0.8));
        var expected = Math.Abs(logit) < 1e-4 ? Math.Log(2) : Math.Log(logit / Math.Tanh(logit / 2)); // equation 5 of the paper with 1 - 2 lambda = -tanh(l/2)
        Assert.Equal(expected, Densities.ContinuousBernoulliLogConstant(l).ToDouble(), 1e-8);
        var difference = Densities.ContinuousBernoulliLogDensity(l, x) - Densities.BernoulliLogLikelihood(l, x);
        Assert.Equal(expected, difference.ToDouble(), 1e-8);
    }

    [Theory]
    [InlineData(0.5, -2)]
    [InlineData(0.1, -4)]
    [InlineData(-0.7, -3)]
    [InlineData(1.2, -0.5)]
    public void The_discretised_logistic_is_the_difference_of_two_sigmoids_and_sums_to_one(double mean, double logScale)
    {
        using var scope = NewDisposeScope();
        var levels = arange(256, ScalarType.Float64).unsqueeze(1) / 255;
        var masses = Densities.DiscretisedLogisticLogLikelihood(levels, Of(mean), Of(logScale)).exp();
        Assert.Equal(1, masses.sum().item<double>(), 1e-8); // softplus is linear above 20: off by e^-20
        double Below(double edge) => 1 / (1 + Math.Exp(-(edge - mean) / Math.Exp(logScale)));
        for (var v = 0; v < 256; v++)
        {
            var upper = v == 255 ? 1 : Below((v + 0.5) / 255);
            var lower = v == 0 ? 0 : Below((v - 0.5) / 255);
            Assert.Equal(upper - lower, masses[v].item<double>(), 1e-9);
        }
    }

    [Theory]
    [InlineData(0.5, 40, -7.5)]    // the centre far above, a scale of a seventh of a level
    [InlineData(0.5, -40, -7.5)]
    [InlineData(0, 40, -7.5)]
    [InlineData(1, -40, -7.5)]
    [InlineData(0, -40, -7.5)]
    [InlineData(0.2, 0.2, 20)]     // a scale so wide that the sigmoids of the two edges are one float32
    public void The_discretised_logistic_and_its_gradients_are_finite_where_the_sigmoids_are_equal(double level, double mean, double logScale)
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { (float)(Math.Round(level * 255) / 255) });
        var (m, s) = (tensor(new[] { (float)mean }, requires_grad: true), tensor(new[] { (float)logScale }, requires_grad: true));
        var likelihood = Densities.DiscretisedLogisticLogLikelihood(x, m, s);
        likelihood.backward();
        Assert.True(likelihood.ToDouble() <= 0);
        Assert.All([likelihood, m.grad!, s.grad!], number => Assert.True(float.IsFinite(number.item<float>())));
        if (Math.Abs(mean) > 1 && level is > 0 and < 1) Assert.True(m.grad!.item<float>() != 0, "the gradient shows the way back");
    }

    [Fact]
    public void Wrong_shapes_fail_with_a_sentence()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (zeros(4, 3), zeros(4, 2));
        Assert.StartsWith("logits of shape [4, 3] does not fit x", Assert.Throws<ArgumentException>(() => Densities.ContinuousBernoulliLogDensity(a, b)).Message);
        Assert.StartsWith("x of shape [4, 2] does not fit mean", Assert.Throws<ArgumentException>(() => Densities.DiscretisedLogisticLogLikelihood(b, a, a)).Message);
        Assert.StartsWith("logScale must have the shape of mean", Assert.Throws<ArgumentException>(() => Densities.DiscretisedLogisticLogLikelihood(a, a, b)).Message);
    }

    [Fact]
    public void Nothing_stays_alive_but_the_result()
    {
        using var scope = NewDisposeScope();
        var a = zeros(4, 3);
        var before = LiveTensors.OnThisThread;
        Densities.ContinuousBernoulliLogDensity(a, a);
        Densities.ContinuousBernoulliLogConstant(a);
        Densities.DiscretisedLogisticLogLikelihood(a, a, a);
        Assert.Equal(before + 3, LiveTensors.OnThisThread);
    }
}
