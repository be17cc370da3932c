using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class DensitiesTests
{
    private static double[] Doubles(Tensor tensor) => tensor.to(ScalarType.Float64).data<double>().ToArray();

    private static Tensor Normal(int seed, params long[] shape)
    {
        using var generator = new Generator((ulong)seed);
        return randn(shape, generator: generator);
    }

    /// <summary>Closed form in double precision, term by term, of one diagonal Gaussian against another.</summary>
    private static double Kl(double mean, double logVariance, double priorMean, double priorLogVariance) =>
        0.5 * (priorLogVariance - logVariance + ((Math.Exp(logVariance) + Math.Pow(mean - priorMean, 2)) / Math.Exp(priorLogVariance)) - 1);

    private static double LogNormal(double x, double mean, double logVariance) =>
        (-0.5 * Math.Log(2 * Math.PI)) - (0.5 * logVariance) - (0.5 * Math.Pow(x - mean, 2) / Math.Exp(logVariance));

    [Fact]
    public void Bernoulli_is_the_logarithm_of_the_probability_of_each_pixel()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new float[,] { { -3, 0, 2 }, { 50, -50, 0.5f } });
        var x = tensor(new float[,] { { 0, 1, 1 }, { 1, 0, 0 } });
        static double LogSigmoid(double l) => -Math.Log(1 + Math.Exp(-l));
        double[] expected =
        [
            LogSigmoid(3) + LogSigmoid(0) + LogSigmoid(2),
            LogSigmoid(50) + LogSigmoid(50) + LogSigmoid(-0.5),
        ];
        var actual = Doubles(Densities.BernoulliLogLikelihood(logits, x));
        Assert.Equal(expected[0], actual[0], 1e-6);
        Assert.Equal(expected[1], actual[1], 1e-6);
    }

    [Fact]
    public void Probabilities_of_all_binary_images_of_three_pixels_sum_to_one()
    {
        using var scope = NewDisposeScope();
        var logits = Normal(3, 3);
        var images = tensor(Enumerable.Range(0, 8).SelectMany(i => new float[] { i & 1, (i >> 1) & 1, i >> 2 }).ToArray(), 8, 3);
        Assert.Equal(1, Densities.BernoulliLogLikelihood(logits, images).exp().sum().item<float>(), 1e-6);
    }

    [Fact]
    public void Gaussian_density_agrees_with_its_formula_and_integrates_to_one()
    {
        using var scope = NewDisposeScope();
        const int Points = 4001;
        var grid = linspace(-20, 20, Points, ScalarType.Float64).unsqueeze(1);
        var (mean, logVariance) = (tensor(new[] { 0.7 }), tensor(new[] { 0.9 }));
        var logDensity = Densities.GaussianLogDensity(grid, mean, logVariance);
        var integral = logDensity.exp().sum().item<double>() * 40 / (Points - 1);
        Assert.Equal(1, integral, 1e-9);
        Assert.Equal(LogNormal(-20, 0.7, 0.9), logDensity[0].item<double>(), 1e-9);
        var standard = Densities.StandardNormalLogDensity(grid);
        Assert.Equal(LogNormal(-20, 0, 0), standard[0].item<double>(), 1e-9);
    }

    [Fact]
    public void Kl_to_the_prior_agrees_with_its_closed_form_per_unit_and_summed()
    {
        using var scope = NewDisposeScope();
        var (mean, logVariance) = (Normal(1, 5, 3), Normal(2, 5, 3));
        var (m, v) = (Doubles(mean), Doubles(logVariance));
        var perUnit = Doubles(Densities.GaussianKlPerUnit(mean, logVariance));
        var summed = Doubles(Densities.GaussianKl(mean, logVariance));
        for (var i = 0; i < 15; i++) Assert.Equal(Kl(m[i], v[i], 0, 0), perUnit[i], 1e-5);
        for (var b = 0; b < 5; b++) Assert.Equal(perUnit[(3 * b)..((3 * b) + 3)].Sum(), summed[b], 1e-5);
    }

    [Fact]
    public void Kl_between_two_gaussians_agrees_with_quadrature()
    {
        using var scope = NewDisposeScope();
        double[] q = [0.4, -0.6], p = [-0.5, 0.8];
        var integral = 0.0;
        const double Step = 0.001;
        for (var x = -20.0; x < 20; x += Step)
        {
            integral += Step * Math.Exp(LogNormal(x, q[0], q[1])) * (LogNormal(x, q[0], q[1]) - LogNormal(x, p[0], p[1]));
        }

        var kl = Densities.GaussianKl(tensor(new[,] { { q[0] } }), tensor(new[,] { { q[1] } }), tensor(new[] { p[0] }), tensor(new[] { p[1] }));
        Assert.Equal(integral, kl[0].item<double>(), 1e-9);
    }

    [Fact]
    public void Kl_to_the_prior_agrees_with_monte_carlo_within_four_standard_errors()
    {
        using var scope = NewDisposeScope();
        const int Samples = 200_000;
        using var generator = new Generator(7);
        var posterior = new Posterior(Normal(4, 2, 3), Normal(5, 2, 3));
        var z = posterior.Rsample(generator, Samples);                                       // [K, B, D]
        var logRatio = posterior.LogDensity(z) - Densities.StandardNormalLogDensity(z);      // [K, B]
        var (estimate, spread) = (Doubles(logRatio.mean([0])), Doubles(logRatio.std(0)));
        var exact = Doubles(posterior.Kl());
        for (var b = 0; b < 2; b++)
        {
            var standardError = spread[b] / Math.Sqrt(Samples);
            Assert.InRange(standardError, 1e-4, 2e-2); // the test can tell a wrong formula apart
            Assert.Equal(exact[b], estimate[b], 4 * standardError);
        }
    }

    [Theory]
    [InlineData(1e4, 1, 0, 0)]
    [InlineData(1e4, 0, -1e4, -1)]
    [InlineData(-1e4, 1, -1e4, 1)]
    [InlineData(-1e4, 0, 0, 0)]
    [InlineData(0, 0.25, -0.6931471805599453, -0.25)]
    [InlineData(30, 1, -9.357622968840175e-14, 0)]
    public void Bernoulli_and_its_gradient_hold_at_any_logit(double logit, double pixel, double expected, double slope)
    {
        using var scope = NewDisposeScope();
        foreach (var (type, tolerance) in new[] { (ScalarType.Float32, 1e-6), (ScalarType.Float64, 3e-9) }) // softplus is linear above 20: off by e^-20
        {
            var logits = tensor(new[] { logit }).to(type).requires_grad_(true);
            var density = Densities.BernoulliLogLikelihood(logits, tensor(new[] { pixel }, type));
            density.backward();
            Assert.Equal(expected, density.ToDouble(), tolerance);
            Assert.Equal(slope, logits.grad!.ToDouble(), tolerance); // x - sigmoid(logit)
        }
    }

    [Theory]
    [InlineData(0.5, 0.5, -100)]  // e^100 is no float32: a draw that rounds to its mean must not give NaN
    [InlineData(3, 1, -50)]
    [InlineData(3, -1, 50)]
    [InlineData(3, -1, 100)]
    public void Gaussian_density_holds_at_any_variance(double x, double mean, double logVariance)
    {
        using var scope = NewDisposeScope();
        var v = tensor(new[] { (float)logVariance }, requires_grad: true);
        var density = Densities.GaussianLogDensity(tensor(new[] { (float)x }), tensor(new[] { (float)mean }), v);
        density.backward();
        var distance = Math.Pow(x - mean, 2) / Math.Exp(logVariance);
        AssertClose(LogNormal(x, mean, logVariance), density);
        AssertClose(0.5 * (distance - 1), v.grad!);
    }

    [Theory]
    [InlineData(0, -50)]
    [InlineData(100, 0)]
    [InlineData(-3, 50)]
    public void Kl_to_the_prior_holds_at_any_variance(double mean, double logVariance)
    {
        using var scope = NewDisposeScope();
        var (m, v) = (tensor(new[] { (float)mean }, requires_grad: true), tensor(new[] { (float)logVariance }, requires_grad: true));
        var kl = Densities.GaussianKl(m, v);
        kl.backward();
        AssertClose(Kl(mean, logVariance, 0, 0), kl);
        AssertClose(mean, m.grad!);
        AssertClose(0.5 * (Math.Exp(logVariance) - 1), v.grad!);
    }

    [Theory]
    [InlineData(0.5, -100, 0.5, -100)]
    [InlineData(0.5, 100, 0.5, 100)]
    [InlineData(1, -50, 2, 50)]
    [InlineData(1, 0, 2, -50)]
    public void Kl_between_gaussians_holds_at_any_variance(double mean, double logVariance, double priorMean, double priorLogVariance)
    {
        using var scope = NewDisposeScope();
        static Tensor Of(double value) => tensor(new[] { (float)value });
        AssertClose(
            Kl(mean, logVariance, priorMean, priorLogVariance),
            Densities.GaussianKl(Of(mean), Of(logVariance), Of(priorMean), Of(priorLogVariance)));
    }

    /// <summary>To a millionth, absolute up to 1 and relative above.</summary>
    private static void AssertClose(double expected, Tensor actual) => Assert.Equal(0, (actual.ToDouble() - expected) / Math.Max(1, Math.Abs(expected)), 2e-6);

    [Fact]
    public void Log_mean_exp_neither_overflows_nor_depends_on_a_common_offset()
    {
        using var scope = NewDisposeScope();
        var logWeights = tensor(new[,] { { 0.0, -2000 }, { Math.Log(3), -2000 } });
        var result = Doubles(Densities.LogMeanExp(logWeights));
        Assert.Equal(Math.Log(2), result[0], 1e-12);
        Assert.Equal(-2000, result[1], 1e-9);
    }

    [Fact]
    public void Wrong_shapes_fail_with_a_sentence_that_names_the_argument()
    {
        using var scope = NewDisposeScope();
        var (a, b, column) = (zeros(4, 3), zeros(4, 2), zeros(4, 1));
        Assert.StartsWith(
            "logits of shape [4, 3] does not fit x of shape [4, 2]",
            Assert.Throws<ArgumentException>(() => Densities.BernoulliLogLikelihood(a, b)).Message);
        Assert.Throws<ArgumentException>(() => Densities.BernoulliLogLikelihood(a, column)); // would broadcast silently
        Assert.StartsWith(
            "logVariance must have the shape of mean, [4, 3], not [4, 2]",
            Assert.Throws<ArgumentException>(() => Densities.GaussianKl(a, b)).Message);
        Assert.StartsWith("x of shape", Assert.Throws<ArgumentException>(() => Densities.GaussianLogDensity(b, a, a)).Message);
        Assert.StartsWith("Reconstruction must have shape [B]", Assert.Throws<ArgumentException>(() => new Elbo(a, a)).Message);
        Assert.StartsWith("Rate must have the shape of Reconstruction", Assert.Throws<ArgumentException>(() => new Elbo(zeros(3), zeros(1))).Message);
    }

    [Fact]
    public void Nothing_stays_alive_but_the_result()
    {
        using var scope = NewDisposeScope();
        var a = zeros(4, 3);
        var before = LiveTensors.OnThisThread;
        var results = new[]
        {
            Densities.BernoulliLogLikelihood(a, a), Densities.GaussianLogDensity(a, a, a), Densities.StandardNormalLogDensity(a),
            Densities.GaussianKl(a, a), Densities.GaussianKl(a, a, a, a), Densities.LogMeanExp(a),
        };
        Assert.Equal(before + results.Length, LiveTensors.OnThisThread);
    }
}
