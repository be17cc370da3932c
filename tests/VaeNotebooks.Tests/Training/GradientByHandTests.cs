using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class GradientByHandTests
{
    public static TheoryData<Activation, int[], int, int, int, double> Models => new()
    {
        { Activation.Relu, [400], 784, 20, 128, 1 },
        { Activation.Relu, [13, 11], 30, 3, 7, 0.5 },
        { Activation.Elu, [24, 16], 32, 8, 5, 2 },
        { Activation.Tanh, [9], 12, 2, 3, 1 },
        { Activation.Relu, [], 17, 4, 6, 0 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void It_is_the_gradient_of_autograd(Activation activation, int[] hidden, int input, int latent, int batch, double beta)
    {
        using var scope = NewDisposeScope();
        using var model = new MlpVae(new MlpVaeOptions { InputSize = input, HiddenSizes = hidden, LatentSize = latent, Activation = activation }, seed: 3);
        using var byHand = MlpVaeGradient.For(model, capacity: batch + 2)!; // the last batch of an epoch is smaller
        using var random = new Generator(5);
        var x = rand(batch, input, generator: random);

        var elbo = model.Elbo(x, new Generator(7));
        elbo.Loss(beta).backward();
        var expected = model.parameters().Select(parameter => parameter.grad!.clone()).ToArray();
        model.zero_grad();
        byHand.Compute(x, beta, new Generator(8)); // what an earlier step left must not count
        var means = byHand.Compute(x, beta, new Generator(7));

        Assert.Equal(elbo.Reconstruction.mean().item<float>(), means.Reconstruction, Math.Abs(means.Reconstruction) * 2e-6);
        Assert.Equal(elbo.Rate.mean().item<float>(), means.Rate, 1e-6 + (means.Rate * 2e-6));
        foreach (var (parameter, reference) in model.parameters().Zip(expected))
        {
            var scale = reference.abs().max().item<float>();
            Assert.True((parameter.grad! - reference).abs().max().item<float>() <= (2e-5 * scale) + 1e-9, parameter.ToString());
        }
    }

    [Fact]
    public void A_training_by_hand_follows_that_of_TorchSharp_for_a_hundred_steps()
    {
        using var scope = NewDisposeScope();
        using var data = Datasets.Load("strokes", trainCount: 12_800, testCount: 10);
        var options = new TrainerOptions { Epochs = 1, BatchSize = 128, Seed = 4 };
        using var model = new MlpVae(new MlpVaeOptions(), seed: 1);
        using var trainer = new Trainer(model, options);
        var ours = new List<double>();
        trainer.Fit(data.Train, data.Test, onStep: step => ours.Add(step.Rate - step.Reconstruction));

        using var loop = new StockLoop(new MlpVaeOptions(), options);
        var stock = loop.Epoch(data.Train.Images);

        Assert.Equal(100, ours.Count);
        Assert.All(ours.Zip(stock), pair => Assert.Equal(pair.Second, pair.First, 1e-4 * Math.Abs(pair.Second)));
    }

    [Fact]
    public void Frozen_parameters_stay_as_they_are()
    {
        using var scope = NewDisposeScope();
        using var model = new MlpVae(new MlpVaeOptions { InputSize = 12, HiddenSizes = [8], LatentSize = 2 }, seed: 1);
        using var trainer = new Trainer(model, new TrainerOptions { Epochs = 1, BatchSize = 10 });
        var (frozen, free) = (model.parameters().First(), model.parameters().Last());
        frozen.requires_grad = false;
        var before = (frozen.clone(), free.clone());
        var x = rand(40, 12, generator: new Generator(1));

        trainer.Fit(x, x);

        Assert.True(frozen.eq(before.Item1).all().item<bool>());
        Assert.False(free.eq(before.Item2).all().item<bool>());
    }

    [Fact]
    public void The_log_likelihood_and_its_gradient_hold_for_logits_of_every_size()
    {
        float[] sizes = [0, 1e-20f, 1e-6f, 0.3f, 1, 5, 20, 60, 86.9f, 87.5f, 100, 1e4f];
        var logits = sizes.Concat(sizes.Select(size => -size)).Concat([0.7f, -0.2f]).ToArray();
        var x = logits.Select((_, i) => (i % 5) / 4f).ToArray();
        var gradient = logits.ToArray();

        var sum = BernoulliKernel.LogLikelihoodToGradient(gradient, x, scale: 0.5f);

        var expected = logits.Zip(x, (l, p) => (p * (double)l) - Math.Max(l, 0.0) - Math.Log(1 + Math.Exp(-Math.Abs((double)l)))).Sum();
        Assert.Equal(expected, sum, Math.Abs(expected) * 1e-6);
        Assert.All(logits.Zip(x, gradient), item =>
            Assert.Equal(0.5 * ((1 / (1 + Math.Exp(-(double)item.First))) - item.Second), item.Third, 2e-7));
    }

    [Fact]
    public void Numbers_that_are_not_finite_stay_visible()
    {
        foreach (var bad in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            var logits = Enumerable.Repeat(bad, 16).ToArray();
            Assert.False(double.IsFinite(BernoulliKernel.LogLikelihoodToGradient(logits, new float[16], 1)) && bad is not float.NegativeInfinity);
        }
    }

    [Fact]
    public void The_exponential_is_that_of_double_precision_to_two_units_in_the_last_place()
    {
        for (var x = 0.0; x > -90; x -= 0.0137)
        {
            var found = Exponential.OfNegative(new System.Numerics.Vector<float>((float)x))[0];
            var exact = x < -87 ? 0 : Math.Exp((float)x);
            Assert.Equal(exact, found, exact * 2.4e-7);
        }
    }
}
