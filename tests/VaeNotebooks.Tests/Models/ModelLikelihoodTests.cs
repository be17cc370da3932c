using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>A model with another likelihood than Bernoulli's: its outputs, its bound, and whose gradient trains it.</summary>
public sealed class ModelLikelihoodTests
{
    private static readonly MlpVaeOptions Small = new() { InputSize = 6, HiddenSizes = [5], LatentSize = 2 };

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, LikelihoodTests.All.Count)];

    private static MlpVae Model(int which) => new(Small with { Likelihood = LikelihoodTests.All[which] }, seed: 1);

    private static Tensor Pixels(int count)
    {
        using var generator = new Generator(2);
        return rand(count, 6, generator: generator);
    }

    [Fact]
    public void Bernoulli_is_the_default_and_keeps_the_names_of_the_parameters()
    {
        using var model = new MlpVae(Small, seed: 1);
        Assert.Equal(new Likelihood.Bernoulli(), model.Likelihood);
        Assert.Equal(
            ["encoder.linear0.weight", "encoder.linear0.bias", "mean.weight", "mean.bias", "logVariance.weight", "logVariance.bias",
                "decoder.linear0.weight", "decoder.linear0.bias", "decoder.logits.weight", "decoder.logits.bias"],
            model.named_parameters().Select(entry => entry.name));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_bound_has_the_log_likelihood_of_the_option(int which)
    {
        using var scope = NewDisposeScope();
        using var model = Model(which);
        var (x, z) = (Pixels(7), ones(7, 2));
        var parameters = model.Decode(z);
        Assert.Equal([7, 6 * model.Likelihood.ParametersPerPixel], parameters.shape);
        Assert.True(allclose(LikelihoodTests.All[which].LogLikelihood(parameters, x), model.LogLikelihood(x, z), 1e-6, 1e-6));
        model.Elbo(x, new Generator(3)).Loss().backward();
        Assert.All(model.named_parameters(), entry => Assert.True(entry.parameter.grad is { } g && g.abs().sum().item<float>() > 0, entry.name));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Only_Bernoulli_pixels_have_a_gradient_by_hand(int which)
    {
        using var model = Model(which);
        using var byHand = MlpVaeGradient.For(model, capacity: 4);
        Assert.Equal(model.Likelihood is Likelihood.Bernoulli, byHand is not null);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_step_of_the_trainer_is_a_step_of_Adam_on_the_bound(int which)
    {
        using var scope = NewDisposeScope();
        var x = Pixels(16);
        using var trained = Model(which);
        using var trainer = new Trainer(trained, new TrainerOptions { Epochs = 1, BatchSize = 16, LearningRate = 0.01, Seed = 5 });
        var record = trainer.Fit(x, x)[0];

        using var model = Model(which);
        using var adam = new Adam(model, 0.01);
        using var generator = new Generator(5);
        var elbo = model.Elbo(x.index_select(0, randperm(16, generator: generator)), generator);
        elbo.Loss().backward();
        adam.Step();

        Assert.Equal(elbo.Reconstruction.mean().item<float>(), record.TrainReconstruction, 1e-5 * Math.Abs(record.TrainReconstruction));
        Assert.All(model.parameters().Zip(trained.parameters()), pair => Assert.True(allclose(pair.First, pair.Second, 1e-4, 1e-5)));
    }
}
