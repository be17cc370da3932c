using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>The conditional VAE with one latent against quadrature over z, with both kinds of prior.</summary>
public sealed class ConditionalVaeTests : IDisposable
{
    private const int Pixels = 4;
    private const double Step = 0.02;
    private readonly IDisposable _scope = NewDisposeScope();
    private readonly Tensor _x;
    private readonly Tensor _c;

    public ConditionalVaeTests()
    {
        using var generator = new Generator(2);
        _x = rand([5, Pixels], generator: generator).gt(0.5).to(ScalarType.Float32);
        _c = ConditionalVae.ClassIndicators(tensor(new long[] { 0, 1, 2, 0, 1 }), 3);
    }

    public void Dispose() => _scope.Dispose();

    /// <summary>Parameters that are not small, so that neither the condition nor z can be left out unseen.</summary>
    private static ConditionalVae Build(int priorHiddenSize, int seed = 3, double factor = 2.5) => SmallModels.Sharpened(
        new ConditionalVae(
            new ConditionalVaeOptions
            {
                InputSize = Pixels,
                ConditionSize = 3,
                HiddenSizes = [8],
                LatentSize = 1,
                PriorHiddenSize = priorHiddenSize,
                Activation = Activation.Tanh,
            },
            seed),
        factor);

    /// <summary>The exact <c>log p(x|c)</c> as a sum over z, with densities written out here.</summary>
    private static Tensor Exact(ConditionalVae model, Tensor x, Tensor c)
    {
        using var _ = no_grad();
        var z = arange(-15, 15, Step, ScalarType.Float32).reshape(-1, 1, 1).expand(-1, x.shape[0], 1);                   // [G, B, 1]
        var (mean, logVariance) = model.Prior(c);
        var logPrior = (-0.5 * (z - mean).square() / logVariance.exp() - 0.5 * logVariance - 0.5 * Math.Log(2 * Math.PI)).squeeze(-1);
        var ink = model.Decode(z, c).sigmoid();
        var logLikelihood = where(x.gt(0.5), ink, 1 - ink).log().sum(-1);
        return (logLikelihood + logPrior).logsumexp(0) + Math.Log(Step);
    }

    [Theory]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Relu)]
    public void Encoder_and_decoder_are_their_layers_written_out_with_the_condition_beside_x_and_beside_z(Activation activation)
    {
        var options = new ConditionalVaeOptions
        {
            InputSize = Pixels,
            ConditionSize = 3,
            HiddenSizes = [8, 5],
            LatentSize = 2,
            Activation = activation,
            Likelihood = new Likelihood.Gaussian(),
        };
        using var model = new ConditionalVae(options, seed: 1);
        using var generator = new Generator(4);
        var z = randn([5, 2], generator: generator);
        Tensor Layer(string name, Tensor input)
        {
            Tensor Parameter(string kind) => model.named_parameters().Single(entry => entry.name == $"{name}.{kind}").parameter;
            return input.mm(Parameter("weight").t()) + Parameter("bias");
        }

        Tensor Hidden(string part, Tensor input)
        {
            var first = Layer($"{part}.linear0", input);
            var second = Layer($"{part}.linear1", activation == Activation.Tanh ? first.tanh() : first.clamp_min(0));
            return activation == Activation.Tanh ? second.tanh() : second.clamp_min(0);
        }

        var (mean, logVariance) = model.Encode(_x, _c);
        var hidden = Hidden("encoder", ConditionalVae.Join(_x, _c));
        Assert.Equal([5, 5], hidden.shape);
        Assert.True(mean.allclose(Layer("mean", hidden), 1e-5, 1e-6));
        Assert.True(logVariance.allclose(Layer("logVariance", hidden), 1e-5, 1e-6));
        var written = Hidden("decoder", ConditionalVae.Join(z, _c));
        Assert.Equal([5, 8], written.shape);
        Assert.True(model.Decode(z, _c).allclose(Layer("decoder.logits", written), 1e-5, 1e-6));
        Assert.Equal([5, 2 * Pixels], model.Decode(z, _c).shape); // mean and scale of each pixel
    }

    [Fact]
    public void Without_hidden_layers_the_model_is_linear()
    {
        var options = new ConditionalVaeOptions { InputSize = Pixels, ConditionSize = 3, HiddenSizes = [], LatentSize = 2 };
        using var model = new ConditionalVae(options, seed: 1);
        Tensor[] p = [.. model.parameters()];
        Assert.Equal(6, p.Length);
        Assert.True(model.Encode(_x, _c).Mean.allclose(ConditionalVae.Join(_x, _c).mm(p[0].t()) + p[1], 1e-5, 1e-6));
        Assert.True(model.Decode(_x[.., ..2], _c).allclose(ConditionalVae.Join(_x[.., ..2], _c).mm(p[4].t()) + p[5], 1e-5, 1e-6));
    }

    [Fact]
    public void A_sample_is_the_mean_that_the_likelihood_gives_at_a_draw_from_the_prior_of_the_condition()
    {
        var options = new ConditionalVaeOptions
        {
            InputSize = Pixels,
            ConditionSize = 3,
            HiddenSizes = [8],
            LatentSize = 2,
            PriorHiddenSize = 4,
            Likelihood = new Likelihood.ContinuousBernoulli(),
        };
        using var model = SmallModels.Sharpened(new ConditionalVae(options, seed: 1));
        using var _ = no_grad();
        var (mean, logVariance) = model.Prior(_c);
        var z = mean + ((0.5 * logVariance).exp() * randn([5, 2], generator: new Generator(6)));
        var logit = model.Decode(z, _c).to(ScalarType.Float64);
        var expected = (1 / (1 - (-logit).exp())) - (1 / logit); // of a density that falls or rises exponentially
        Assert.True(expected.allclose(model.Sample(_c, new Generator(6)).to(ScalarType.Float64), 1e-4, 1e-4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void For_each_condition_the_probabilities_of_all_x_sum_to_one(int priorHiddenSize)
    {
        using var model = Build(priorHiddenSize);
        var all = arange(16, ScalarType.Int64).unsqueeze(1).bitwise_right_shift(arange(4, ScalarType.Int64)).bitwise_and(tensor(1L)).to(ScalarType.Float32);
        var densities = Enumerable.Range(0, 3).Select(c => Exact(model, all, _c[c].expand(16, 3))).ToArray();
        Assert.All(densities, d => Assert.Equal(1, d.exp().sum().item<float>(), 1e-3));
        Assert.True((densities[0] - densities[1]).abs().max().item<float>() > 0.5, "the condition does nothing");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void Importance_weights_give_the_likelihood_that_quadrature_gives(int priorHiddenSize)
    {
        const int Samples = 40_000;
        using var model = Build(priorHiddenSize, factor: 1.5); // beyond that this untrained posterior misses the true one, and the weights have no variance
        using var generator = new Generator(5);
        using var _ = no_grad();
        var ratio = (model.LogWeights(_x, _c, Samples, generator) - Exact(model, _x, _c)).exp();                      // [K, B], mean 1
        for (var b = 0; b < 5; b++)
        {
            var standardError = ratio.std(0)[b].item<float>() / Math.Sqrt(Samples);
            Assert.InRange(standardError, 1e-6, 0.05);
            Assert.Equal(1, ratio.mean([0])[b].item<float>(), (4 * standardError) + 1e-3);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void The_bound_on_average_is_the_mean_of_the_log_weights_and_below_the_likelihood(int priorHiddenSize)
    {
        const int Samples = 5000;
        using var model = Build(priorHiddenSize);
        using var generator = new Generator(6);
        using var _ = no_grad();
        var (x, c) = (_x[..1], _c[..1]);
        var weights = model.LogWeights(x, c, Samples, generator).squeeze(1);
        var bound = model.Elbo(x.expand(Samples, -1), c.expand(Samples, -1), generator).Value;
        var standardError = Math.Sqrt((weights.var().item<float>() + bound.var().item<float>()) / Samples);
        Assert.InRange(standardError, 1e-4, 0.2);
        Assert.Equal(weights.mean().item<float>(), bound.mean().item<float>(), 4 * standardError);
        Assert.True(bound.mean().item<float>() < Exact(model, x, c).item<float>());
    }

    [Fact]
    public void The_likelihood_of_a_set_is_made_of_the_models_own_weights()
    {
        using var model = Build(6);
        using var generator = new Generator(7);
        using var again = new Generator(7);
        using var _ = no_grad();
        var expected = Densities.LogMeanExp(model.LogWeights(_x, _c, 50, again));
        var estimate = Evaluation.LogLikelihood(model, _x, _c, 50, generator, chunkSize: 50);
        Assert.True(allclose(expected, estimate, 1e-5, 1e-5));
        var batches = Evaluation.LogLikelihood(model, _x, _c, 50, generator.manual_seed(8), chunkSize: 50, batchSize: 2);
        again.manual_seed(8);
        Tensor[] each = [.. new[] { 0..2, 2..4, 4..5 }.Select(rows => Densities.LogMeanExp(model.LogWeights(_x[rows], _c[rows], 50, again)))];
        Assert.True(allclose(cat(each), batches, 1e-5, 1e-5)); // each row with its own condition
        Assert.Equal([5], Evaluation.LogLikelihood(model, _x, _c, 50, generator, chunkSize: 7, batchSize: 2).shape);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void The_gradient_of_the_rate_is_that_of_finite_differences_and_reaches_every_parameter(int priorHiddenSize)
    {
        using var model = Build(priorHiddenSize);
        model.to(ScalarType.Float64);
        var (x, c) = (_x.to(ScalarType.Float64), _c.to(ScalarType.Float64));
        double Loss(bool backward)
        {
            using var generator = new Generator(5);
            using var inner = NewDisposeScope();
            var loss = model.Elbo(x, c, generator).Loss();
            if (backward) loss.backward();
            return loss.item<double>();
        }

        Loss(backward: true);
        Assert.All(model.named_parameters(), entry => Assert.True(entry.parameter.grad is { } g && g.abs().sum().item<double>() > 0, entry.name));
        foreach (var (name, parameter) in model.named_parameters())
        {
            using var _ = no_grad();
            var first = parameter.view(-1)[0];
            first.add_(1e-5);
            var above = Loss(backward: false);
            first.sub_(2e-5);
            var below = Loss(backward: false);
            first.add_(1e-5);
            Assert.True(Math.Abs(((above - below) / 2e-5) - parameter.grad!.view(-1)[0].item<double>()) < 1e-6, name);
        }
    }

    [Fact]
    public void Without_a_learned_prior_the_prior_is_standard_and_with_one_it_follows_the_condition()
    {
        using var standard = Build(0);
        using var learned = Build(6);
        Assert.True(standard.Prior(_c).Mean.eq(0).all().item<bool>() && standard.Prior(_c).LogVariance.eq(0).all().item<bool>());
        var (mean, _) = learned.Prior(_c);
        Assert.True((mean[0] - mean[1]).abs().item<float>() > 0.1);
        Assert.Equal(mean[0].item<float>(), mean[3].item<float>(), 1e-6f); // the same class
    }

    [Fact]
    public void The_trainers_rows_are_x_and_c_side_by_side()
    {
        using var model = Build(6);
        using var generator = new Generator(5);
        using var again = new Generator(5);
        var rows = ConditionalVae.Join(_x, _c);
        Assert.Equal([5, 7], rows.shape);
        Assert.True(model.Elbo(rows, generator).Value.allclose(model.Elbo(_x, _c, again).Value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Trained_on_two_classes_it_draws_what_is_asked_for(int priorHiddenSize)
    {
        using var generator = new Generator(3);
        var labels = randint(0, 2, [400], ScalarType.Int64, generator: generator);
        var c = ConditionalVae.ClassIndicators(labels, 2);
        var lit = arange(6).lt(3).eq(labels.unsqueeze(1).eq(0)).to(ScalarType.Float32);                                // class 0: the left half
        var x = rand([400, 6], generator: generator).lt((0.9 * lit) + 0.05).to(ScalarType.Float32);
        var options = new ConditionalVaeOptions { InputSize = 6, ConditionSize = 2, HiddenSizes = [8], LatentSize = 1, PriorHiddenSize = priorHiddenSize };
        using var model = new ConditionalVae(options, seed: 1);
        using var trainer = new Trainer(model, model.Elbo, new TrainerOptions { Epochs = 20, BatchSize = 20, LearningRate = 0.01 });
        var rows = ConditionalVae.Join(x, c);
        var records = trainer.Fit(rows, rows);
        Assert.True(records[^1].TestElbo > records[0].TestElbo);
        var wanted = ConditionalVae.ClassIndicators(tensor(new long[] { 0, 1 }), 2).repeat_interleave(200, 0);
        var samples = model.Sample(wanted, generator);                                                                 // [400, 6]
        Assert.False(samples.requires_grad);
        var left = samples.narrow(1, 0, 3).mean([1]) - samples.narrow(1, 3, 3).mean([1]);
        Assert.Equal(0.9, left.narrow(0, 0, 200).mean().item<float>(), 0.1);
        Assert.Equal(-0.9, left.narrow(0, 200, 200).mean().item<float>(), 0.1);
    }

    [Fact]
    public void Augmenting_replaces_the_share_of_rows_that_it_says_by_samples()
    {
        using var model = Build(0);
        using var generator = new Generator(3);
        var (x, c) = (_x.repeat(400, 1), _c.repeat(400, 1));
        var kept = model.Augment(x, c, generator, share: 0.3).eq(x).all(1).to(ScalarType.Float32).mean().item<float>(); // a sample is grey
        Assert.Equal(0.7, kept, 4 * Math.Sqrt(0.21 / 2000));
        Assert.True(model.Augment(x, c, generator, share: 0).eq(x).all().item<bool>());
        Assert.True(model.Augment(x, c, new Generator(4), 0.3).eq(model.Augment(x, c, new Generator(4), 0.3)).all().item<bool>());
        var samples = model.Augment(x, c, generator, share: 1);
        var means = model.Sample(c, generator);
        for (var i = 0; i < 3; i++)
        {
            var own = c[TensorIndex.Colon, i].unsqueeze(1);
            Assert.True(((samples * own).mean([0]) - (means * own).mean([0])).abs().max().item<float>() < 0.02);
        }

        Assert.False(model.Augment(_x.clone().requires_grad_(), _c, generator).requires_grad);
        Assert.StartsWith("share must be from 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(() => model.Augment(x, c, generator, 1.5)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Augment(x, c, generator, -0.1));
    }

    [Fact]
    public void The_same_seed_gives_the_same_model_and_the_same_samples()
    {
        using var one = Build(6, seed: 4);
        using var two = Build(6, seed: 4);
        using var other = Build(6, seed: 5);
        Tensor Draw(ConditionalVae model, ulong seed)
        {
            using var generator = new Generator(seed);
            return model.Sample(_c, generator);
        }

        Assert.True(Draw(one, 1).eq(Draw(two, 1)).all().item<bool>());
        Assert.False(Draw(one, 1).eq(Draw(one, 2)).all().item<bool>());
        Assert.False(Draw(one, 1).eq(Draw(other, 1)).all().item<bool>());
    }

    [Fact]
    public void Wrong_shapes_are_named()
    {
        using var model = Build(0);
        using var generator = new Generator(1);
        string Message(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;
        Assert.StartsWith("x must have shape [N, 4], not [5, 3]", Message(() => model.Encode(_c, _c)));
        Assert.StartsWith("c must have shape [N, 3], not [5, 4]", Message(() => model.Encode(_x, _x)));
        Assert.StartsWith("x and c must be rows, equally many", Message(() => model.Encode(_x, _c[..2])));
        Assert.StartsWith("x and c must be rows, equally many", Message(() => model.Augment(_x, _c[..1], generator)));
        Assert.StartsWith("c must have shape [N, 3], not [3]", Message(() => model.Sample(_c[0], generator)));
        Assert.StartsWith("z must have shape [B, 1] or [K, B, 1] with B = 5, not [4, 1]", Message(() => model.Decode(zeros(4, 1), _c)));
        Assert.StartsWith("z must have shape [..., 1], not [5, 2]", Message(() => model.Decode(zeros(5, 2), _c)));
        Assert.StartsWith("rows must have shape [N, 7], not [5, 4]", Message(() => model.Elbo(_x, generator)));
        Assert.StartsWith("x must have shape [N, 4], not [4]", Message(() => model.LogLikelihood(_x[0], _c, zeros(5, 1))));
        Assert.StartsWith("c must have shape [N, 3], not [5, 4]", Message(() => model.Prior(_x)));
        Assert.StartsWith("z must have shape [B, 1] or [K, B, 1] with B = 5, not [1, 2, 5, 1]", Message(() => model.Decode(zeros(1, 2, 5, 1), _c)));
        Assert.StartsWith("x must have shape [N, 4], not [5, 3]", Message(() => model.Augment(_c, _c, generator)));
        Assert.StartsWith("x and c must be rows, equally many, [N, ...] each, not [4] and [4]", Message(() => ConditionalVae.Join(_x[0], _x[0])));
        Assert.Throws<ArgumentOutOfRangeException>(() => Evaluation.LogLikelihood(model, _x, _c, 0, generator));
        Assert.Throws<ArgumentOutOfRangeException>(() => Evaluation.LogLikelihood(model, _x, _c, 5, generator, chunkSize: 0));
        Assert.StartsWith("labels must be from 0 to 2, and they go from -1 to 1", Message(() => ConditionalVae.ClassIndicators(tensor(new long[] { -1, 1 }), 3)));
        Assert.Contains("at least one label", Message(() => ConditionalVae.ClassIndicators(zeros(0, ScalarType.Int64), 3)));
        Assert.StartsWith("classes", Message(() => ConditionalVae.ClassIndicators(zeros(2, ScalarType.Int64), 0)));
        Assert.StartsWith("labels must be from 0 to 2, and they go from 0 to 3", Message(() => ConditionalVae.ClassIndicators(tensor(new long[] { 3, 0 }), 3)));
        Assert.StartsWith("labels must be int64 of shape [B]", Message(() => ConditionalVae.ClassIndicators(zeros(3), 3)));
        Assert.StartsWith("PriorHiddenSize must be at least 0", Message(() => _ = new ConditionalVaeOptions { PriorHiddenSize = -1 }));
        Assert.StartsWith("InputSize must be at least 1", Message(() => _ = new ConditionalVaeOptions { InputSize = 0 }));
        Assert.StartsWith("LatentSize must be at least 1", Message(() => _ = new ConditionalVaeOptions { LatentSize = 0 }));
        Assert.StartsWith("HiddenSizes must be at least 1", Message(() => _ = new ConditionalVaeOptions { HiddenSizes = [5, 0] }));
        Assert.StartsWith("ConditionSize must be at least 1", Message(() => _ = new ConditionalVaeOptions { ConditionSize = 0 }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void Each_call_leaves_only_its_results_alive(int priorHiddenSize)
    {
        using var model = Build(priorHiddenSize);
        using var generator = new Generator(5);
        var rows = ConditionalVae.Join(_x, _c);
        var before = LiveTensors.OnThisThread;
        model.Elbo(rows, generator);
        Assert.Equal(before + 2, LiveTensors.OnThisThread);
        model.LogWeights(_x, _c, 3, generator);
        model.Sample(_c, generator);
        model.Encode(_x, _c);
        model.Augment(_x, _c, generator).Dispose();
        Assert.Equal(before + 6, LiveTensors.OnThisThread);
        Evaluation.LogLikelihood(model, _x, _c, 20, generator, chunkSize: 3);
        ConditionalVae.ClassIndicators(tensor(new long[] { 0 }), 3).Dispose();
        Assert.Equal(before + 8, LiveTensors.OnThisThread); // the estimate, and the labels
    }
}
