using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>Each case of the union: its total mass, its mean and its draws against its own log likelihood, summed over a fine grid of pixels.</summary>
public sealed class LikelihoodTests
{
    private const int Draws = 100_000;

    /// <summary>A likelihood, the parameters of one pixel, and the values that the pixel may take: levels, or a fine grid of that spacing.</summary>
    public static TheoryData<Likelihood, double[], double[], double> Cases => new()
    {
        { new Likelihood.Bernoulli(), [0.4], [0, 1], 1 },
        { new Likelihood.Bernoulli(), [-3], [0, 1], 1 },
        { new Likelihood.ContinuousBernoulli(), [0], Midpoints(0, 1), Spacing(0, 1) },
        { new Likelihood.ContinuousBernoulli(), [1e-5], Midpoints(0, 1), Spacing(0, 1) },
        { new Likelihood.ContinuousBernoulli(), [-0.09], Midpoints(0, 1), Spacing(0, 1) },
        { new Likelihood.ContinuousBernoulli(), [2.5], Midpoints(0, 1), Spacing(0, 1) },
        { new Likelihood.ContinuousBernoulli(), [-40], Midpoints(0, 1), Spacing(0, 1) },
        { new Likelihood.Gaussian { Scale = 0.2 }, [0.7], Midpoints(-2, 3), Spacing(-2, 3) },
        { new Likelihood.Gaussian(), [-1, -2], Midpoints(-2, 3), Spacing(-2, 3) },
        { new Likelihood.Gaussian { MinimumScale = 0.05 }, [0.3, -50], Midpoints(-2, 3), Spacing(-2, 3) },
        { new Likelihood.DiscretisedLogistic(), [0.4, -2], Levels, 1 },
        { new Likelihood.DiscretisedLogistic(), [-0.2, -1], Levels, 1 },
        { new Likelihood.DiscretisedLogistic(), [0.9, -40], Levels, 1 },
    };

    private static double[] Levels => [.. Enumerable.Range(0, 256).Select(level => level / 255.0)];

    private static double Spacing(double from, double to) => (to - from) / 20_000;

    private static double[] Midpoints(double from, double to) => [.. Enumerable.Range(0, 20_000).Select(i => from + ((i + 0.5) * Spacing(from, to)))];

    /// <summary>The masses of the values, from the log likelihood of each as an image of one pixel.</summary>
    private static double[] Masses(Likelihood likelihood, double[] parameters, double[] values, double spacing)
    {
        using var scope = NewDisposeScope();
        var logs = likelihood.LogLikelihood(tensor(parameters), tensor(values).unsqueeze(1)); // [1 or 2] for all of [V, 1]
        return [.. logs.exp().data<double>().Select(density => density * spacing)];
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_sums_to_one(Likelihood likelihood, double[] parameters, double[] values, double spacing) =>
        Assert.Equal(1, Masses(likelihood, parameters, values, spacing).Sum(), 1e-6);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Its_mean_is_that_of_its_density(Likelihood likelihood, double[] parameters, double[] values, double spacing)
    {
        using var scope = NewDisposeScope();
        var expected = Masses(likelihood, parameters, values, spacing).Zip(values, (mass, value) => mass * value).Sum();
        Assert.Equal(expected, likelihood.Mean(tensor(parameters)).ToDouble(), 1e-6);
        Assert.Equal(expected, likelihood.Mean(tensor(parameters, ScalarType.Float32)).ToDouble(), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Its_draws_are_distributed_as_its_density_says(Likelihood likelihood, double[] parameters, double[] values, double spacing)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(11);
        var masses = Masses(likelihood, parameters, values, spacing);
        var drawn = likelihood.Sample(tensor(parameters, ScalarType.Float32).expand(Draws, parameters.Length), generator); // [Draws, 1]
        Assert.Equal([Draws, 1], drawn.shape);
        foreach (var threshold in new[] { 0.01, 0.1, 0.35, 0.6, 0.9, 0.995 })
        {
            var expected = masses.Zip(values).Where(pair => pair.Second < threshold).Sum(pair => pair.First);
            var standardError = Math.Sqrt(Math.Max(expected * (1 - expected), 0) / Draws);
            var found = drawn.lt(threshold).to(ScalarType.Float64).mean().ToDouble();
            Assert.Equal(expected, found, (4 * standardError) + 1e-4); // 1e-4: the grid's last value below the threshold
        }
    }

    [Fact]
    public void The_same_state_of_the_generator_gives_the_same_draws()
    {
        using var scope = NewDisposeScope();
        foreach (var likelihood in All)
        {
            var parameters = zeros(3, 4 * likelihood.ParametersPerPixel);
            var (first, second) = (likelihood.Sample(parameters, new Generator(5)), likelihood.Sample(parameters, new Generator(5)));
            Assert.True(first.eq(second).all().item<bool>(), likelihood.ToString());
            Assert.False(first.requires_grad);
        }
    }

    public static IReadOnlyList<Likelihood> All =>
        [new Likelihood.Bernoulli(), new Likelihood.ContinuousBernoulli(), new Likelihood.Gaussian(), new Likelihood.Gaussian { Scale = 0.1 }, new Likelihood.DiscretisedLogistic()];

    [Fact]
    public void One_number_per_example_and_sample()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        foreach (var likelihood in All)
        {
            var parameters = randn(2, 5, 7 * likelihood.ParametersPerPixel, generator: generator);
            var x = rand(5, 7, generator: generator);
            Assert.Equal([2, 5], likelihood.LogLikelihood(parameters, x).shape);
            Assert.Equal([2, 5, 7], likelihood.Mean(parameters).shape);
            var each = stack([likelihood.LogLikelihood(parameters[0], x), likelihood.LogLikelihood(parameters[1], x)]);
            Assert.True(allclose(each, likelihood.LogLikelihood(parameters, x), 1e-5, 1e-5));
        }
    }

    [Fact]
    public void First_all_parameters_of_one_kind_then_all_of_the_other()
    {
        using var scope = NewDisposeScope();
        var parameters = tensor(new[] { 0.2, 0.8, -3.0, -4.0 });
        var x = tensor(new[] { 51 / 255.0, 204 / 255.0 });
        double One(double centre, double raw, double value) =>
            new Likelihood.DiscretisedLogistic().LogLikelihood(tensor(new[] { centre, raw }), tensor(new[] { value })).ToDouble();
        Assert.Equal(One(0.2, -3, 51 / 255.0) + One(0.8, -4, 204 / 255.0), new Likelihood.DiscretisedLogistic().LogLikelihood(parameters, x).ToDouble(), 1e-9);
    }

    [Fact]
    public void Wrong_shapes_and_options_fail_with_a_sentence()
    {
        using var scope = NewDisposeScope();
        Likelihood logistic = new Likelihood.DiscretisedLogistic();
        Assert.StartsWith("parameters must have shape [..., 2 N], not [3, 5]", Assert.Throws<ArgumentException>(() => logistic.Mean(zeros(3, 5))).Message);
        Assert.StartsWith(
            "parameters of shape [3, 6], 2 a pixel, do not fit x of shape [3, 6]: [3, 3] and that must end alike",
            Assert.Throws<ArgumentException>(() => logistic.LogLikelihood(zeros(3, 6), zeros(3, 6))).Message);
        Assert.Throws<ArgumentException>(() => new Likelihood.Bernoulli().LogLikelihood(zeros(3, 6), zeros(3, 1))); // would broadcast silently
        Assert.StartsWith("Scale must be above 0", Assert.Throws<ArgumentOutOfRangeException>(() => new Likelihood.Gaussian { Scale = 0 }).Message);
        Assert.StartsWith("MinimumScale must be above 0", Assert.Throws<ArgumentOutOfRangeException>(() => new Likelihood.Gaussian { MinimumScale = -1 }).Message);
    }

    [Fact]
    public void Nothing_stays_alive_but_the_results()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        foreach (var likelihood in All)
        {
            var (parameters, x) = (zeros(3, 4 * likelihood.ParametersPerPixel), zeros(3, 4));
            var before = LiveTensors.OnThisThread;
            likelihood.LogLikelihood(parameters, x);
            likelihood.Mean(parameters);
            likelihood.Sample(parameters, generator);
            Assert.Equal(before + 3, LiveTensors.OnThisThread);
        }
    }
}
