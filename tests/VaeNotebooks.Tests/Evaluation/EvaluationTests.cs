using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class EvaluationTests : IDisposable
{
    private readonly IDisposable _scope = NewDisposeScope();
    private readonly MlpVae _model = new(new MlpVaeOptions { InputSize = 6, HiddenSizes = [5], LatentSize = 3 }, seed: 1);
    private readonly Tensor _data = Uniform(25, 6);

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    private static Tensor Uniform(params long[] shape)
    {
        using var generator = new Generator(3);
        return rand(shape, generator: generator);
    }

    private ElboMeans Mean(LatentChoice latent, int batchSize)
    {
        using var generator = new Generator(4);
        return Evaluation.MeanElbo(_model, _data, latent, generator, batchSize);
    }

    [Fact]
    public void The_last_smaller_batch_counts_by_its_size()
    {
        var posterior = _model.Encode(_data);
        var reconstruction = _model.LogLikelihood(_data, posterior.Mean).mean().item<float>();
        foreach (var batchSize in new[] { 4, 24, 25, 1000 })
        {
            var means = Mean(LatentChoice.Mean, batchSize);
            Assert.Equal(reconstruction, means.Reconstruction, 1e-5);
            Assert.Equal(posterior.Kl().mean().item<float>(), means.Rate, 1e-6);
        }
    }

    [Fact]
    public void A_sampled_latent_gives_the_bound_and_the_mean_gives_a_better_reconstruction_at_the_same_rate()
    {
        var (sampled, again, mean) = (Mean(LatentChoice.Sampled, 25), Mean(LatentChoice.Sampled, 25), Mean(LatentChoice.Mean, 25));
        using var generator = new Generator(4);
        var elbo = _model.Elbo(_data, generator);
        Assert.Equal(elbo.Value.mean().item<float>(), sampled.Elbo, 1e-5);
        Assert.Equal(sampled, again);
        Assert.NotEqual(mean.Reconstruction, sampled.Reconstruction);
        Assert.Equal(mean.Rate, sampled.Rate);
    }

    [Fact]
    public void Evaluation_leaves_neither_gradients_nor_tensors_behind()
    {
        using var generator = new Generator(1);
        var before = LiveTensors.OnThisThread;
        Mean(LatentChoice.Sampled, 7);
        var codes = Evaluation.Encode(_model, _data, 7);
        var variances = Evaluation.MeanVariances(codes.Mean);
        var rates = Evaluation.MeanRates(codes);
        Evaluation.ActiveUnits(codes.Mean);
        var likelihood = Evaluation.LogLikelihood(_model, _data, 5, generator, chunkSize: 2, batchSize: 7);
        Assert.Equal(before + 5, LiveTensors.OnThisThread);
        Assert.All(new[] { codes.Mean, codes.LogVariance, variances, rates, likelihood }, result => Assert.False(result.requires_grad));
        Assert.All(_model.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void Codes_of_a_set_are_those_of_the_encoder_in_order()
    {
        var (codes, whole) = (Evaluation.Encode(_model, _data, 7), _model.Encode(_data));
        Assert.True(allclose(whole.Mean, codes.Mean, 1e-6, 1e-6));
        Assert.True(allclose(whole.LogVariance, codes.LogVariance, 1e-6, 1e-6));
        Assert.True(allclose(whole.KlPerUnit().mean([0]), Evaluation.MeanRates(codes), 1e-5, 1e-6));
    }

    [Fact]
    public void A_unit_counts_as_active_when_its_mean_varies_by_more_than_a_hundredth()
    {
        // variances 0.0101 and 0.0099 around the threshold, and a constant far from zero
        var half = Math.Sqrt(0.5);
        var (above, below) = ((float)(half * Math.Sqrt(0.0101)), (float)(half * Math.Sqrt(0.0099)));
        var means = tensor(new float[,] { { above, below, 5 }, { -above, -below, 5 } });
        Assert.Equal(1, Evaluation.ActiveUnits(means));
        Assert.Equal(2, Evaluation.ActiveUnits(means, threshold: 0.005));
        Assert.Equal(0.0101f, Evaluation.MeanVariances(means)[0].item<float>(), 1e-6f);
    }

    [Fact]
    public void Wrong_arguments_are_refused_with_a_sentence()
    {
        using var generator = new Generator(1);
        Assert.StartsWith("data must have shape [N, 6], not [2, 5]", Assert.Throws<ArgumentException>(() => Evaluation.Encode(_model, zeros(2, 5))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Evaluation.LogLikelihood(_model, _data, 0, generator));
        Assert.StartsWith(
            "means must have shape [N, D] with N at least 2", Assert.Throws<ArgumentException>(() => Evaluation.MeanVariances(zeros(1, 3))).Message);
    }
}
