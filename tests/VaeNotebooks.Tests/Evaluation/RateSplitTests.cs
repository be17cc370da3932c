using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class RateSplitTests : IDisposable
{
    private readonly IDisposable _scope = NewDisposeScope();
    private readonly Generator _generator = new(1);

    public void Dispose()
    {
        _generator.Dispose();
        _scope.Dispose();
    }

    private static readonly double[,] Means = { { -1, -0.5 }, { 0.3, 0.8 }, { 1.5, 0.9 } };
    private static readonly double[,] LogVariances = { { -1, -2 }, { -0.5, 0.1 }, { -2, -1.5 } };

    private static Posterior Three() => new(tensor(Means), tensor(LogVariances));

    private Posterior Random(int count, int units) => new(
        randn(count, units, ScalarType.Float64, generator: _generator), randn(count, units, ScalarType.Float64, generator: _generator) - 1);

    [Fact]
    public void Each_term_is_that_of_quadrature_where_the_batch_is_the_whole_set()
    {
        const int draws = 20_000; // of each of the three posteriors
        var posterior = Three();
        var split = RateSplit.Of(posterior, posterior.Rsample(_generator, draws), datasetSize: 3);
        var exact = ByQuadrature();
        foreach (var (term, expected) in new[] { (split.IndexCode, exact[0]), (split.TotalCorrelation, exact[1]), (split.DimensionWise, exact[2]) })
        {
            Assert.Equal([draws, 3], term.shape);
            var error = term.var(0).mean().item<double>() / (3 * draws);
            Assert.Equal(expected, term.mean().item<double>(), 4 * Math.Sqrt(error));
        }

        Assert.Equal(posterior.Kl().mean().item<double>(), exact.Sum(), 1e-6);
        Assert.InRange(exact[0], 0.1, Math.Log(3));
    }

    /// <summary>The three integrals on a grid of the plane.</summary>
    private static double[] ByQuadrature()
    {
        const int side = 1200;
        const double from = -9, step = 18.0 / side;
        double At(int i) => from + ((i + 0.5) * step);
        double Density(double z, int n, int unit) =>
            Math.Exp(-0.5 * (Math.Pow(z - Means[n, unit], 2) / Math.Exp(LogVariances[n, unit]) + LogVariances[n, unit] + Math.Log(2 * Math.PI)));
        double[][] one = [.. Enumerable.Range(0, side).Select(i => Enumerable.Range(0, 6).Select(k => Density(At(i), k / 2, k % 2)).ToArray())];
        double Marginal(int i, int unit) => (one[i][unit] + one[i][2 + unit] + one[i][4 + unit]) / 3;
        double Term(double weight, double a, double b) => weight < 1e-300 ? 0 : weight * Math.Log(a / b);
        var (code, correlation, dimension) = (0.0, 0.0, 0.0);
        for (var i = 0; i < side; i++)
        {
            for (var unit = 0; unit < 2; unit++) dimension += step * Term(Marginal(i, unit), Marginal(i, unit), Math.Exp(-0.5 * At(i) * At(i)) / Math.Sqrt(2 * Math.PI));
            for (var j = 0; j < side; j++)
            {
                double[] each = [.. Enumerable.Range(0, 3).Select(n => one[i][2 * n] * one[j][(2 * n) + 1])];
                var q = each.Sum() / 3;
                code += step * step * each.Sum(density => Term(density / 3, density, q));
                correlation += step * step * Term(q, q, Marginal(i, 0) * Marginal(j, 1));
            }
        }

        return [code, correlation, dimension];
    }

    [Fact]
    public void Codes_that_are_gaussian_over_the_data_have_the_closed_form()
    {
        // x ~ N(0, C), q(z|x) = N(x, s^2 I): q(z) = N(0, C + s^2 I) up to the finite set, here 3,000 examples
        const int count = 3000;
        const double correlation = 0.8, variance = 0.25;
        var mixing = tensor(new[,] { { 1, correlation }, { 0, Math.Sqrt(1 - (correlation * correlation)) } });
        var x = randn(count, 2, ScalarType.Float64, generator: _generator).mm(mixing);
        var codes = new Posterior(x, full_like(x, Math.Log(variance)));
        var means = Evaluation.SplitRate(codes, _generator);
        var (marginal, determinant) = (1 + variance, Math.Pow(1 + variance, 2) - (correlation * correlation));
        // Standard errors of a mean over 3,000 draws and examples: below 1.1 nats / sqrt 3000 = 0.02 each.
        Assert.Equal(0.5 * Math.Log(determinant / (variance * variance)), means.IndexCode, 0.08);
        Assert.Equal(0.5 * Math.Log(marginal * marginal / determinant), means.TotalCorrelation, 0.08);
        Assert.Equal(marginal - 1 - Math.Log(marginal), means.DimensionWise, 0.08);
        Assert.Equal(codes.Kl().mean().item<double>(), means.Rate, 0.08);
    }

    [Fact]
    public void The_terms_add_up_to_the_log_ratio_of_each_draw_whatever_the_sampling()
    {
        var posterior = Random(12, 4);
        var z = posterior.Rsample(_generator);
        var ratio = posterior.LogDensity(z) - Densities.StandardNormalLogDensity(z);
        foreach (var sampling in Enum.GetValues<AggregateSampling>())
        {
            var split = RateSplit.Of(posterior, z, datasetSize: 500, sampling);
            Assert.True(allclose(ratio, split.IndexCode + split.TotalCorrelation + split.DimensionWise, 1e-12, 1e-12));
        }
    }

    [Fact]
    public void In_chunks_or_as_one_batch_the_whole_set_gives_the_same()
    {
        var posterior = Random(40, 3);
        using var again = new Generator(5);
        var means = Evaluation.SplitRate(posterior, again, chunkSize: 7);
        using var same = new Generator(5);
        foreach (var sampling in Enum.GetValues<AggregateSampling>())
        {
            var split = RateSplit.Of(posterior, posterior.Sample(same.manual_seed(5)), 40, sampling);
            Assert.Equal(split.IndexCode.mean().item<double>(), means.IndexCode, 1e-12);
            Assert.Equal(split.TotalCorrelation.mean().item<double>(), means.TotalCorrelation, 1e-12);
            Assert.Equal(split.DimensionWise.mean().item<double>(), means.DimensionWise, 1e-12);
        }
    }

    [Theory]
    [InlineData(AggregateSampling.Weighted)]
    [InlineData(AggregateSampling.Stratified)]
    public void Of_a_batch_of_one_the_aggregated_posterior_is_its_own(AggregateSampling sampling)
    {
        var posterior = Random(1, 3);
        var split = RateSplit.Of(posterior, posterior.Rsample(_generator, 5), datasetSize: 100, sampling);
        Assert.Equal(0, split.IndexCode.abs().max().item<double>(), 1e-12);
        Assert.Equal(0, split.TotalCorrelation.abs().max().item<double>(), 1e-12);
        Assert.True(split.DimensionWise.isfinite().all().item<bool>());
    }

    [Fact]
    public void Stratified_weights_estimate_the_aggregated_posterior_without_bias()
    {
        // All 35 batches of 4 from 7 examples that contain example 0, z drawn from it: on average q(z) exactly.
        var posterior = Random(7, 2);
        var z = posterior.Rsample(_generator)[..1];
        double LogDensity(Posterior mixture, Tensor weights) =>
            (mixture.LogDensity(z.expand(mixture.Mean.shape[0], 2)) + weights).logsumexp(0).exp().item<double>();
        var exact = LogDensity(posterior, full(7, -Math.Log(7), ScalarType.Float64));
        var (stratified, weighted) = (new List<double>(), new List<double>());
        for (var mask = 0; mask < 64; mask++)
        {
            if (System.Numerics.BitOperations.PopCount((uint)mask) != 3) continue;
            var chosen = tensor(new long[] { 0 }.Concat(Enumerable.Range(0, 6).Where(i => (mask >> i & 1) == 1).Select(i => i + 1L)).ToArray());
            var batch = new Posterior(posterior.Mean[chosen], posterior.LogVariance[chosen]);
            stratified.Add(LogDensity(batch, RateSplit.LogWeights(4, 7, AggregateSampling.Stratified)[0]));
            weighted.Add(LogDensity(batch, RateSplit.LogWeights(4, 7, AggregateSampling.Weighted)[0]));
        }

        Assert.Equal(exact, stratified.Average(), 1e-12);
        Assert.True(weighted.Average() > exact * 1.01, "its own example counts too much");
    }

    [Fact]
    public void Gradients_are_those_of_finite_differences()
    {
        var (mean, logVariance) = (randn(5, 3, ScalarType.Float64, generator: _generator), randn(5, 3, ScalarType.Float64, generator: _generator));
        var noise = randn(5, 3, ScalarType.Float64, generator: _generator);
        Tensor Objective(Tensor m, Tensor v)
        {
            var split = RateSplit.Of(new(m, v), m + ((0.5 * v).exp() * noise), 50);
            return (split.IndexCode + (3 * split.TotalCorrelation) + (5 * split.DimensionWise)).mean();
        }

        var (m, v) = (mean.clone().requires_grad_(), logVariance.clone().requires_grad_());
        Objective(m, v).backward();
        const double step = 1e-5;
        foreach (var (row, column) in new[] { (0, 0), (3, 1), (4, 2) })
        {
            var one = zeros_like(mean);
            one[row, column] = step;
            var byMean = (Objective(mean + one, logVariance) - Objective(mean - one, logVariance)).item<double>() / (2 * step);
            var byVariance = (Objective(mean, logVariance + one) - Objective(mean, logVariance - one)).item<double>() / (2 * step);
            Assert.Equal(byMean, m.grad![row, column].item<double>(), 1e-7);
            Assert.Equal(byVariance, v.grad![row, column].item<double>(), 1e-7);
        }
    }

    [Fact]
    public void Nothing_is_left_behind_and_wrong_arguments_are_refused()
    {
        var posterior = Random(6, 2);
        var z = posterior.Rsample(_generator);
        var before = LiveTensors.OnThisThread;
        Evaluation.SplitRate(posterior, _generator, 4);
        RateSplit.Of(posterior, z, 10);
        Assert.Equal(before + 3, LiveTensors.OnThisThread);
        Assert.StartsWith("datasetSize must be at least the batch, 6", Assert.Throws<ArgumentOutOfRangeException>(() => RateSplit.Of(posterior, z, 5)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Evaluation.SplitRate(posterior, _generator, 0));
        Assert.Contains("at least one example", Assert.Throws<ArgumentException>(() => Evaluation.SplitRate(new(zeros(0, 2), zeros(0, 2)), _generator)).Message);
        Assert.StartsWith("z of shape [6, 3] does not fit posterior", Assert.Throws<ArgumentException>(() => RateSplit.Of(posterior, zeros(6, 3), 6)).Message);
    }
}
