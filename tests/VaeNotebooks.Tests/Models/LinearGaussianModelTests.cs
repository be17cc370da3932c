using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class LinearGaussianModelTests : IDisposable
{
    private readonly IDisposable _scope = NewDisposeScope();
    private readonly Tensor _weight = tensor(new[,] { { 1.2 }, { -0.7 }, { 0.4 } });
    private readonly Tensor _offset = tensor(new[] { 0.1, 0.2, -0.3 });
    private readonly Tensor _x = tensor(new[,] { { 0.5, -1.0, 0.2 }, { 2.0, 0.0, 1.0 } });
    private readonly LinearGaussianModel _model;

    public LinearGaussianModelTests() => _model = new LinearGaussianModel(_weight, _offset, 0.3);

    public void Dispose() => _scope.Dispose();

    /// <summary>p(x, z) on a grid of z for one x: <c>[points]</c>.</summary>
    private (Tensor Z, Tensor Joint, double Step) Quadrature(Tensor one)
    {
        const int Points = 8001;
        var z = linspace(-10, 10, Points, ScalarType.Float64).unsqueeze(1);
        var joint = (_model.LogLikelihood(one, z) + Densities.StandardNormalLogDensity(z)).exp();
        return (z.squeeze(1), joint, 20.0 / (Points - 1));
    }

    [Fact]
    public void The_likelihood_is_the_integral_over_the_latent()
    {
        var exact = _model.LogLikelihood(_x);
        for (var b = 0; b < 2; b++)
        {
            var (_, joint, step) = Quadrature(_x[b]);
            Assert.Equal(Math.Log(joint.sum().item<double>() * step), exact[b].item<double>(), 1e-9);
        }
    }

    [Fact]
    public void The_posterior_has_the_moments_of_the_normalised_joint()
    {
        var (mean, covariance) = _model.Posterior(_x);
        for (var b = 0; b < 2; b++)
        {
            var (z, joint, _) = Quadrature(_x[b]);
            var weights = joint / joint.sum();
            var expected = (weights * z).sum().item<double>();
            Assert.Equal(expected, mean[b, 0].item<double>(), 1e-9);
            Assert.Equal((weights * (z - expected).square()).sum().item<double>(), covariance[0, 0].item<double>(), 1e-9);
        }
    }

    [Fact]
    public void Joint_equals_posterior_times_evidence_in_two_latent_dimensions()
    {
        using var generator = new Generator(1);
        var wide = new LinearGaussianModel(randn([4, 2], ScalarType.Float64, generator: generator), zeros(4, ScalarType.Float64), 0.5);
        var data = randn([3, 4], ScalarType.Float64, generator: generator);
        var z = randn([3, 2], ScalarType.Float64, generator: generator);
        var (mean, covariance) = wide.Posterior(data);
        var difference = z - mean;
        var distance = (difference.mm(linalg.inv(covariance)) * difference).sum(1);
        var logPosterior = -0.5 * ((2 * Math.Log(2 * Math.PI)) + covariance.logdet() + distance);
        var logJoint = wide.LogLikelihood(data, z) + Densities.StandardNormalLogDensity(z);
        Assert.True(allclose(logJoint, logPosterior + wide.LogLikelihood(data), 1e-10, 1e-10));
    }

    [Fact]
    public void Wrong_shapes_fail_with_a_sentence()
    {
        Assert.StartsWith("x must have shape [N, 3], not [2, 2]", Assert.Throws<ArgumentException>(() => _model.LogLikelihood(zeros(2, 2))).Message);
        Assert.StartsWith("z must have shape [..., 1], not [3]", Assert.Throws<ArgumentException>(() => _model.Decode(zeros(3))).Message);
        Assert.StartsWith("offset must have shape [3], not [2]", Assert.Throws<ArgumentException>(() => new LinearGaussianModel(_weight, zeros(2), 1)).Message);
        Assert.StartsWith("variance must be above 0", Assert.Throws<ArgumentOutOfRangeException>(() => new LinearGaussianModel(_weight, _offset, 0)).Message);
    }
}
