using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class MutualInformationTests : IDisposable
{
    private readonly IDisposable _scope = NewDisposeScope();
    private readonly Generator _generator = new(6);

    public void Dispose()
    {
        _generator.Dispose();
        _scope.Dispose();
    }

    private Tensor Normal(params long[] shape) => randn(shape, dtype: ScalarType.Float64, generator: _generator);

    /// <summary>40 posteriors of one unit, of various places and widths.</summary>
    private Posterior Various() => new(2 * Normal(40, 1), (0.8 * Normal(40, 1)) - 1.5);

    [Fact]
    public void It_is_the_entropy_of_the_mixture_less_that_of_its_parts_by_quadrature_within_four_standard_errors()
    {
        const int Draws = 1000; // times 40 examples
        var codes = Various();
        var z = linspace(-12, 12, 48_001, ScalarType.Float64);
        var density = codes.LogDensity(z.view(-1, 1, 1).expand(-1, 40, 1)).exp().mean([1]);  // [points], of the mixture
        var entropyOfMixture = -(density * density.log()).nan_to_num(0).sum().item<double>() * 24 / 48_000;
        var entropyOfParts = 0.5 * (Math.Log(2 * Math.PI * Math.E) + codes.LogVariance.mean().item<double>());

        var estimate = Evaluation.MutualInformation(codes, _generator, Draws);
        Assert.InRange(estimate.StandardError, 1e-4, 0.01);
        Assert.Equal(entropyOfMixture - entropyOfParts, estimate.Information, 4 * estimate.StandardError);
        Assert.Equal(codes.Kl().mean().item<double>(), estimate.Rate, 1e-12);
    }

    [Fact]
    public void In_the_linear_gaussian_model_it_is_the_rate_and_the_sum_of_half_the_log_of_signal_and_noise()
    {
        // x of variance w^2 + s^2 in each of two directions; the exact posteriors fill the prior exactly, and so I = rate = 1/2 sum log (w^2 + s^2) / s^2.
        const int Examples = 4000;
        var model = new LinearGaussianModel(diag(tensor(new[] { 1.5, 0.8 })), zeros(2, ScalarType.Float64), 0.5);
        var x = model.Decode(Normal(Examples, 2)) + (Math.Sqrt(0.5) * Normal(Examples, 2));
        var (mean, covariance) = model.Posterior(x);
        var codes = new Posterior(mean, covariance.diag().log().expand(Examples, 2));
        var exact = 0.5 * (Math.Log(2.75 / 0.5) + Math.Log(1.14 / 0.5));

        var estimate = Evaluation.MutualInformation(codes, _generator, draws: 3);
        // examples: the rate of 4,000 x varies about its expectation by 0.014 (standard error); bias: about the mean of the squared ratio q(z|x) / q(z), over 2N, 0.002
        Assert.Equal(exact, estimate.Information, (4 * estimate.StandardError) + 0.06);
        Assert.Equal(exact, estimate.Rate, 0.06);
        Assert.InRange(estimate.Mismatch, -0.03, 0.06);
    }

    [Fact]
    public void Codes_that_are_all_told_apart_know_log_N_and_no_more_and_equal_codes_know_nothing()
    {
        var apart = new Posterior(100 * arange(8, ScalarType.Float64).unsqueeze(1).expand(8, 3), zeros(8, 3, ScalarType.Float64));
        var estimate = Evaluation.MutualInformation(apart, _generator);
        Assert.Equal(Math.Log(8), estimate.Information, 1e-9);
        Assert.Equal(Math.Log(8), estimate.Ceiling, 1e-12);

        var equal = new Posterior(ones(8, 3), zeros(8, 3));
        Assert.Equal(0, Evaluation.MutualInformation(equal, _generator).Information, 1e-9);
        Assert.Equal(1.5, Evaluation.MutualInformation(equal, _generator).Mismatch, 1e-6);
    }

    [Fact]
    public void With_few_examples_it_is_too_low_on_average_and_rises_with_more()
    {
        // One unit, posteriors N(m, 0.01) with m ~ N(0, 0.99): I = 1/2 log 100 = 2.30 nats. 300 sets of 10 or 40, standard error below 0.02.
        double Average(int examples) => Enumerable.Range(0, 300).Average(_ => Evaluation.MutualInformation(
            new Posterior(Math.Sqrt(0.99) * Normal(examples, 1), full(examples, 1, Math.Log(0.01), ScalarType.Float64)), _generator).Information);
        var (ten, forty, truth) = (Average(10), Average(40), 0.5 * Math.Log(100));
        Assert.True(ten + 0.1 < forty && forty + 0.02 < truth, $"{ten} {forty} {truth}");
    }

    [Fact]
    public void The_rows_of_the_table_may_be_fewer_than_the_examples_and_nothing_is_left_behind()
    {
        var codes = new Posterior(Normal(101, 2).to(ScalarType.Float32), zeros(101, 2)); // 50 + 50 + 1 rows
        var before = LiveTensors.OnThisThread;
        var estimate = Evaluation.MutualInformation(codes, new Generator(9));
        Assert.Equal(before, LiveTensors.OnThisThread);

        var z = new Posterior(codes.Mean.to(ScalarType.Float64), codes.LogVariance.to(ScalarType.Float64)).Sample(new Generator(9));
        var table = codes.LogDensity(z.unsqueeze(1).expand(101, 101, 2));
        Assert.Equal((table.diagonal() - table.logsumexp(1)).mean().item<double>() + Math.Log(101), estimate.Information, 1e-6);
    }

    [Fact]
    public void Wrong_arguments_are_refused_with_a_sentence()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Evaluation.MutualInformation(Various(), _generator, draws: 0));
        Assert.StartsWith(
            "codes.LogVariance must have shape [N, 3], not [5, 2]",
            Assert.Throws<ArgumentException>(() => Evaluation.MutualInformation(new Posterior(zeros(5, 3), zeros(5, 2)), _generator)).Message);
    }
}
