using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class TotalCorrelationBoundTests : IDisposable
{
    private readonly IDisposable _scope = NewDisposeScope();
    private readonly MlpVae _model = new(new MlpVaeOptions { InputSize = 6, HiddenSizes = [5], LatentSize = 3 }, seed: 1);
    private readonly Tensor _data;

    public TotalCorrelationBoundTests()
    {
        using var generator = new Generator(3);
        _data = rand([40, 6], generator: generator);
    }

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void With_weight_one_it_is_the_models_own_bound()
    {
        using var generator = new Generator(4);
        var (own, bound) = (_model.Elbo(_data, generator), Bounds.TotalCorrelation(_model, 40, beta: 1)(_data, generator.manual_seed(4)));
        Assert.True(own.Reconstruction.eq(bound.Reconstruction).all().item<bool>());
        Assert.True(own.Rate.eq(bound.Rate).all().item<bool>());
    }

    [Theory]
    [InlineData(AggregateSampling.Weighted)]
    [InlineData(AggregateSampling.Stratified)]
    public void The_rate_is_the_kl_and_the_added_weight_times_the_total_correlation(AggregateSampling sampling)
    {
        using var generator = new Generator(4);
        var bound = Bounds.TotalCorrelation(_model, 1000, beta: 5, sampling)(_data, generator);
        var posterior = _model.Encode(_data);
        var z = posterior.Rsample(generator.manual_seed(4));
        var correlation = RateSplit.Of(posterior, z, 1000, sampling).TotalCorrelation;
        Assert.True(allclose(posterior.Kl() + (4 * correlation), bound.Rate, 1e-5, 1e-6));
        Assert.True(allclose(_model.LogLikelihood(_data, z), bound.Reconstruction, 1e-5, 1e-6));
    }

    [Fact]
    public void A_batch_larger_than_the_set_as_of_a_test_counts_as_the_whole_set()
    {
        var (small, whole) = (Bounds.TotalCorrelation(_model, 10, beta: 5)(_data, new Generator(4)), Bounds.TotalCorrelation(_model, 40, beta: 5)(_data, new Generator(4)));
        Assert.True(small.Rate.eq(whole.Rate).all().item<bool>());
    }

    [Fact]
    public void Training_with_it_lowers_the_total_correlation_and_keeps_live_tensors_flat()
    {
        var live = new List<long>();
        double Correlation(double beta)
        {
            using var model = new MlpVae(new MlpVaeOptions { InputSize = 60, HiddenSizes = [16], LatentSize = 3 }, seed: 1);
            using var trainer = new Trainer(model, Bounds.TotalCorrelation(model, 400, beta), new TrainerOptions { Epochs = 30, BatchSize = 50, LearningRate = 1e-2 });
            using var generator = new Generator(5);
            // A bar of one length in 60 pixels: a unit's few nats are not enough for it, and two units that share it depend on each other.
            using var data = (60 * rand([400, 1], generator: generator)).gt(arange(60)).to(ScalarType.Float32);
            trainer.Fit(data, data[..50], _ => live.Add(LiveTensors.OnThisThread));
            Assert.All(live.Skip(1), count => Assert.Equal(live[1], count));
            live.Clear();
            return Evaluation.SplitRate(Evaluation.Encode(model, data), generator).TotalCorrelation;
        }

        var (plain, weighted) = (Correlation(1), Correlation(20));
        Assert.True(weighted < plain / 2, $"total correlation {plain} with weight 1, {weighted} with weight 20");
    }

    [Fact]
    public void A_wrong_weight_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Bounds.TotalCorrelation(_model, 40, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bounds.TotalCorrelation(_model, 40, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bounds.TotalCorrelation(_model, 40, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bounds.TotalCorrelation(_model, 0, 2));
    }
}
