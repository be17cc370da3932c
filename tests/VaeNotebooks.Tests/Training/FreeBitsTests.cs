using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class FreeBitsTests : IDisposable
{
    private readonly IDisposable _scope = NewDisposeScope();
    private readonly MlpVae _model = new(new MlpVaeOptions { InputSize = 6, HiddenSizes = [5], LatentSize = 3 }, seed: 1);
    private readonly Tensor _data = rand([40, 6], generator: new Generator(3));

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    private double[] KlPerUnit() => [.. Evaluation.MeanRates(_model.Encode(_data)).data<float>().ToArray().Select(kl => (double)kl)];

    private Elbo FreeBits(double lambda)
    {
        using var generator = new Generator(4);
        return Bounds.FreeBits(_model, lambda)(_data, generator);
    }

    private float[][] Gradients(Tensor loss)
    {
        _model.zero_grad();
        loss.backward();
        return [.. _model.parameters().Select(parameter => parameter.grad!.data<float>().ToArray())];
    }

    /// <summary>A lambda that some units are below and some above.</summary>
    private double Between() => KlPerUnit().Order().ToArray() is var sorted ? (sorted[0] + sorted[1]) / 2 : throw new InvalidOperationException();

    [Fact]
    public void The_mean_rate_is_the_sum_over_units_of_the_larger_of_lambda_and_the_mean_kl()
    {
        foreach (var lambda in new[] { 0, Between(), 7 })
        {
            var elbo = FreeBits(lambda);
            Assert.Equal([40], elbo.Rate.shape);
            Assert.Equal(KlPerUnit().Sum(kl => Math.Max(lambda, kl)), elbo.Rate.mean().item<float>(), 1e-5);
        }
    }

    [Fact]
    public void The_rate_of_each_example_has_lambda_in_place_of_the_free_units_only()
    {
        var lambda = Between();
        var kept = KlPerUnit().Select(kl => kl >= lambda).ToArray();
        var perUnit = _model.Encode(_data).KlPerUnit();
        var rate = FreeBits(lambda).Rate;
        Assert.Equal(2, kept.Count(above => above));
        for (var b = 0; b < 40; b++)
            Assert.Equal(kept.Select((above, d) => above ? perUnit[b, d].item<float>() : lambda).Sum(), rate[b].item<float>(), 1e-5);
    }

    [Fact]
    public void The_reconstruction_is_that_of_the_models_own_bound_with_the_same_draw()
    {
        using var generator = new Generator(4);
        Assert.True(allclose(_model.Elbo(_data, generator).Reconstruction, FreeBits(2).Reconstruction));
    }

    [Fact]
    public void With_lambda_0_it_is_the_models_own_bound_and_its_gradient()
    {
        using var generator = new Generator(4);
        var own = _model.Elbo(_data, generator);
        Assert.True(allclose(own.Rate, FreeBits(0).Rate));
        Assert.All(Gradients(own.Loss()).Zip(Gradients(FreeBits(0).Loss())), pair => Assert.Equal(pair.First, pair.Second));
    }

    [Fact]
    public void With_every_unit_free_the_rate_has_no_gradient_whatever_beta_is()
    {
        var (without, weighted) = (Gradients(FreeBits(9).Loss(0)), Gradients(FreeBits(9).Loss(5)));
        Assert.All(without.Zip(weighted), pair => Assert.Equal(pair.First, pair.Second));
    }

    [Fact]
    public void The_gradient_is_that_of_finite_differences()
    {
        const float Step = 1e-2f;
        var lambda = Between();
        var gradient = Gradients(FreeBits(lambda).Loss(2));
        foreach (var (parameter, expected) in _model.parameters().Zip(gradient))
        {
            var at = Array.IndexOf(expected, expected.MaxBy(Math.Abs)); // the steepest direction: the best of float32
            float Moved(float by)
            {
                using var _ = no_grad();
                parameter.view(-1)[at].add_(by);
                var loss = FreeBits(lambda).Loss(2).item<float>();
                parameter.view(-1)[at].sub_(by);
                return loss;
            }

            Assert.Equal((Moved(Step) - Moved(-Step)) / (2 * Step), expected[at], (0.01 * Math.Abs(expected[at])) + 1e-4);
        }
    }

    [Fact]
    public void Warm_up_and_beta_weight_its_rate_and_live_tensors_stay_flat()
    {
        var options = new TrainerOptions { Epochs = 5, BatchSize = 20, Beta = 3, WarmUpEpochs = 2 };
        using var trainer = new Trainer(_model, Bounds.FreeBits(_model, 0.2), options);
        var (betas, live) = (new List<double>(), new List<long>());
        trainer.Fit(_data, _data, _ => live.Add(LiveTensors.OnThisThread), step => betas.Add(step.Beta));
        Assert.Equal([0.75, 1.5, 2.25, 3, 3], betas[..5]);
        Assert.All(live.Skip(1), count => Assert.Equal(live[1], count));
        Assert.True(trainer.Records[^1].TrainRate >= (3 * 0.2) - 1e-6);
    }

    [Fact]
    public void A_vae_that_trains_on_another_bound_is_tested_on_its_own()
    {
        var options = new TrainerOptions { Epochs = 1, BatchSize = 20 };
        using var trainer = new Trainer(_model, Bounds.FreeBits(_model, 8), options);
        var record = trainer.Fit(_data, _data)[0];
        Assert.Equal(3 * 8, record.TrainRate, 1e-4);
        Assert.Equal(_model.Encode(_data).Kl().mean().item<float>(), record.TestRate, 1e-5);

        using var general = new Trainer((nn.Module)_model, Bounds.FreeBits(_model, 8), options);
        Assert.Equal(3 * 8, general.Fit(_data, _data)[0].TestRate, 1e-4);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_lambda_that_makes_no_sense_is_refused(double lambda) => Assert.StartsWith(
        "natsPerUnit must be at least 0, and finite", Assert.Throws<ArgumentOutOfRangeException>(() => Bounds.FreeBits(_model, lambda)).Message);
}
