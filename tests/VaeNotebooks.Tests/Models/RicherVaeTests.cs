using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>The models whose posterior or prior is no standard Gaussian, against quadrature over all of z, term by term.</summary>
public sealed class RicherVaeTests : IDisposable
{
    private readonly IDisposable _scope = NewDisposeScope();
    private const TorchSharp.TensorStringStyle Style = TorchSharp.TensorStringStyle.Julia;
    private readonly Tensor _x = SmallModels.Data(3);

    public void Dispose() => _scope.Dispose();

    public static TheoryData<string> Models => ["plain", "flow", "two layers", "VampPrior"];

    private static Vae Build(string name, int seed = 1) => SmallModels.Sharpened<Vae>(name switch
    {
        "plain" => SmallModels.Plain(seed: seed),
        "flow" => SmallModels.Flow(seed),
        "two layers" => SmallModels.TwoLayers(lower: 1, upper: 1, seed: seed),
        _ => SmallModels.Vamp(seed),
    }, name == "VampPrior" ? 1 : 1.5);

    /// <summary>Points of the plane and the area of each.</summary>
    private static (Tensor Points, double Area) Plane()
    {
        var axis = linspace(-10, 10, 401);
        return (cartesian_prod(axis, axis), 0.05 * 0.05);
    }

    [Fact]
    public void The_seed_of_a_flow_gives_its_steps_whatever_the_model_that_it_starts_from()
    {
        float[] Draws(int seed)
        {
            using var model = new FlowVae(SmallModels.Plain(seed: 1), stepCount: 2, hiddenSize: 16, seed);
            return model.Draw(_x, 3, new Generator(2)).Z.data<float>().ToArray();
        }

        Assert.Equal(Draws(4), Draws(4));
        Assert.NotEqual(Draws(4), Draws(5));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_prior_integrates_to_one(string name)
    {
        using var model = Build(name);
        var (plane, area) = Plane();
        using var _ = no_grad();
        Assert.Equal(1, model.LogPrior(plane).exp().sum().item<float>() * area, 1e-3);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Draws_from_the_prior_have_its_mean_and_its_spread(string name)
    {
        const int Count = 40_000;
        using var model = Build(name);
        using var generator = new Generator(8);
        using var _ = no_grad();
        var (plane, area) = Plane();
        var weight = (model.LogPrior(plane).exp() * area).unsqueeze(1);                         // [G, 1]
        var mean = (weight * plane).sum([0]);
        var deviation = ((weight * (plane - mean).square()).sum([0])).sqrt();
        var z = model.SamplePrior(Count, generator);
        for (var i = 0; i < 2; i++)
        {
            var (wanted, spread) = (mean[i].item<float>(), deviation[i].item<float>());
            Assert.Equal(wanted, z[TensorIndex.Colon, i].mean().item<float>(), 4 * spread / Math.Sqrt(Count) + 1e-3);
            Assert.Equal(spread, z[TensorIndex.Colon, i].std().item<float>(), 0.02 * spread);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Importance_weights_give_the_likelihood_that_quadrature_gives(string name)
    {
        const int Samples = 20_000;
        using var model = Build(name);
        using var generator = new Generator(5);
        using var _ = no_grad();
        var (plane, area) = Plane();
        var all = plane.unsqueeze(1).expand(-1, 3, 2);                                          // [G, B, D]
        var truth = (model.LogLikelihood(_x, all) + model.LogPrior(plane).unsqueeze(1)).logsumexp(0) + Math.Log(area);
        var ratio = (model.LogWeights(_x, Samples, generator) - truth).exp();                   // [K, B], mean 1
        for (var b = 0; b < 3; b++)
        {
            var standardError = ratio.std(0)[b].item<float>() / Math.Sqrt(Samples);
            Assert.InRange(standardError, 1e-6, 0.05);
            Assert.Equal(1, ratio.mean([0])[b].item<float>(), 4 * standardError + 1e-3);
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_likelihood_of_a_set_is_made_of_the_models_own_weights(string name)
    {
        using var model = Build(name);
        using var generator = new Generator(7);
        using var again = new Generator(7);
        using var _ = no_grad();
        var expected = Densities.LogMeanExp(model.LogWeights(_x, 50, again));
        Assert.True(allclose(expected, Evaluation.LogLikelihood(model, _x, 50, generator, chunkSize: 50), 1e-5, 1e-5));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_bound_on_average_is_the_mean_of_the_log_weights(string name)
    {
        const int Samples = 4000;
        using var model = Build(name);
        using var generator = new Generator(6);
        using var _ = no_grad();
        var weights = model.LogWeights(_x[..1], Samples, generator).squeeze(1);                 // [K]
        var repeated = model.Elbo(_x[..1].expand(Samples, -1), generator).Value;                // [K]
        var standardError = Math.Sqrt((weights.var().item<float>() + repeated.var().item<float>()) / Samples);
        Assert.InRange(standardError, 1e-4, 0.1);
        Assert.Equal(weights.mean().item<float>(), repeated.mean().item<float>(), 4 * standardError);
    }

    [Fact]
    public void A_flows_density_at_its_draws_is_the_one_found_backwards_and_integrates_to_one()
    {
        using var model = SmallModels.Sharpened(SmallModels.Flow(), 2);
        using var generator = new Generator(5);
        using var _ = no_grad();
        var (z, logDensity) = model.Draw(_x, 4, generator);
        Assert.True(allclose(logDensity, model.LogPosterior(_x, z), 1e-3, 1e-3));
        var (plane, area) = Plane();
        var total = model.LogPosterior(_x, plane.unsqueeze(1).expand(-1, 3, 2)).exp().sum([0]) * area;
        Assert.True(allclose(ones(3), total, 2e-3, 2e-3), total.ToString(Style));
        Assert.True((logDensity - model.Encode(_x).LogDensity(z)).abs().max().item<float>() > 0.05, "the flow does nothing");
    }

    [Fact]
    public void The_VampPrior_is_the_mixture_of_posteriors_written_out()
    {
        using var model = SmallModels.Vamp();
        using var generator = new Generator(5);
        var z = randn([4, 3, 2], generator: generator);
        var components = model.Encode(model.PseudoInputs);
        var direct = zeros(4, 3, ScalarType.Float64);
        for (var m = 0; m < 3; m++)
        {
            var (mean, deviation) = (components.Mean[m], (0.5 * components.LogVariance[m]).exp());
            var each = (-0.5 * ((z - mean) / deviation).square()).exp() / (deviation * Math.Sqrt(2 * Math.PI));
            direct += each.prod(-1).to(ScalarType.Float64) / 3;
        }

        Assert.True(allclose(direct.log(), model.LogPrior(z).to(ScalarType.Float64), 1e-4, 1e-4));
        Assert.True(model.LogPrior(full(1, 2, 1000f)).isfinite().item<bool>(), "far from all components the density underflows, its logarithm does not");
    }

    [Fact]
    public void Pseudo_inputs_are_learned_stay_in_range_and_are_copies()
    {
        using var start = SmallModels.Data(3);
        using var model = new VampPriorVae(SmallModels.Plain(), start);
        using var trainer = new Trainer(model, new TrainerOptions { Epochs = 3, BatchSize = 10, LearningRate = 0.05 });
        trainer.Fit(SmallModels.Data(50), SmallModels.Data(10));
        var learned = model.PseudoInputs;
        Assert.True((learned - start).abs().max().item<float>() > 0.02);
        Assert.True(learned.ge(0).all().item<bool>() && learned.le(1).all().item<bool>());
        Assert.True(start.eq(0).logical_or(start.eq(1)).all().item<bool>());
        Assert.StartsWith("start must hold numbers in [0, 1]", Assert.Throws<ArgumentException>(() => new VampPriorVae(SmallModels.Plain(), 2 * start)).Message);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_gradient_reaches_every_parameter(string name)
    {
        using var model = Build(name);
        using var generator = new Generator(5);
        model.Elbo(_x, generator).Loss().backward();
        Assert.All(model.named_parameters(), entry => Assert.True(entry.parameter.grad is { } g && g.abs().sum().item<float>() > 0, entry.name));
    }

    [Fact]
    public void Variances_of_the_mean_from_draws_are_those_of_the_encoders_means()
    {
        using var model = SmallModels.Sharpened(SmallModels.Plain(3), 2);
        using var generator = new Generator(5);
        var data = SmallModels.Data(2000);
        var exact = Evaluation.MeanVariances(Evaluation.Encode(model, data).Mean);
        var drawn = Evaluation.MeanVariances(model, data, samples: 20, generator);
        Assert.True((exact - drawn).abs().max().item<float>() < 0.01, $"{exact.ToString(Style)} {drawn.ToString(Style)}");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void One_bound_leaves_only_its_two_terms_alive(string name)
    {
        using var model = Build(name);
        using var generator = new Generator(5);
        var before = LiveTensors.OnThisThread;
        model.Elbo(_x, generator);
        Assert.Equal(before + 2, LiveTensors.OnThisThread);
        model.LogWeights(_x, 3, generator);
        model.SamplePrior(2, generator);
        Assert.Equal(before + 4, LiveTensors.OnThisThread);
    }
}
