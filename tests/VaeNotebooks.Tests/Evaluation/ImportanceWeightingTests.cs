using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>The importance-weighted estimate against the exact likelihood of a linear-Gaussian model whose encoder is wrong on purpose.</summary>
public sealed class ImportanceWeightingTests : IDisposable
{
    private readonly IDisposable _scope = NewDisposeScope();
    private readonly LinearGaussianModel _exact;
    private readonly Tensor _data;

    public ImportanceWeightingTests()
    {
        using var generator = new Generator(1);
        _exact = new LinearGaussianModel(randn([4, 2], ScalarType.Float64, generator: generator), zeros(4, ScalarType.Float64), 0.5);
        var z = randn([200, 2], ScalarType.Float64, generator: generator);
        _data = _exact.Decode(z) + (Math.Sqrt(0.5) * randn([200, 4], ScalarType.Float64, generator: generator));
    }

    public void Dispose() => _scope.Dispose();

    private double[] Estimate(int samples, ulong seed, double shift = 0.3, int chunkSize = 64)
    {
        using var generator = new Generator(seed);
        using var model = new ShiftedVae(_exact, shift);
        return Evaluation.LogLikelihood(model, _data, samples, generator, chunkSize).data<double>().ToArray();
    }

    [Fact]
    public void The_estimate_rises_with_k_and_stops_at_the_exact_value()
    {
        var truth = _exact.LogLikelihood(_data).mean().item<double>();
        var (one, ten, thousand) = (Estimate(1, 2).Average(), Estimate(10, 3).Average(), Estimate(2000, 4).Average());
        Assert.True(one < ten && ten < thousand, $"{one} {ten} {thousand}");
        Assert.InRange(truth - ten, 0.01, 1);
        Assert.Equal(truth, thousand, 0.005);
    }

    [Fact]
    public void The_weights_themselves_are_unbiased_within_four_standard_errors()
    {
        const int Samples = 100_000;
        using var generator = new Generator(5);
        using var model = new ShiftedVae(_exact, 0.3);
        var x = _data.narrow(0, 0, 3);
        var posterior = model.Encode(x);
        var ratio = (Evaluation.LogWeights(model, x, posterior, posterior.Rsample(generator, Samples)) - _exact.LogLikelihood(x)).exp();  // [K, B], mean 1
        for (var b = 0; b < 3; b++)
        {
            var standardError = ratio.std(0)[b].item<double>() / Math.Sqrt(Samples);
            Assert.InRange(standardError, 1e-5, 0.02);
            Assert.Equal(1, ratio.mean([0])[b].item<double>(), 4 * standardError);
        }
    }

    [Fact]
    public void The_chunk_size_does_not_change_the_estimate()
    {
        var (whole, chunks) = (Estimate(50, 7, chunkSize: 50), Estimate(50, 7, chunkSize: 49));
        Assert.Equal(whole.Average(), chunks.Average(), 0.05); // other draws per example, the same estimator
        Assert.Equal(Estimate(1, 8).Average(), Estimate(1, 8, chunkSize: 1000).Average(), 1e-12);
    }

    [Fact]
    public void With_five_thousand_draws_the_mean_is_exact_within_four_standard_errors_plus_its_bias()
    {
        // The weights over p(x) have the variance V of N(m + 0.3, 1.2 diag C) against the exact posterior: 4 standard errors of their mean, and V / 2k of bias.
        var (estimate, truth) = (Estimate(5000, 6).Average(), _exact.LogLikelihood(_data).mean().item<double>());
        using var generator = new Generator(9);
        using var model = new ShiftedVae(_exact, 0.3);
        var posterior = model.Encode(_data);
        var ratio = (Evaluation.LogWeights(model, _data, posterior, posterior.Rsample(generator, 2000)) - _exact.LogLikelihood(_data)).exp();
        var variance = ratio.var(0).mean().item<double>();
        var standardError = Math.Sqrt(variance / 5000 / 200);
        Assert.InRange(standardError, 1e-4, 2e-3);
        Assert.InRange(estimate - truth, (-variance / 10_000) - (4 * standardError), 4 * standardError);
    }

    [Fact]
    public void Live_tensors_do_not_grow_with_k_and_no_more_than_a_chunk_is_decoded_at_once()
    {
        (long Tensors, long Rows) Most(int samples)
        {
            using var generator = new Generator(1);
            using var model = new ShiftedVae(_exact, 0.3);
            var before = LiveTensors.OnThisThread;
            using (Evaluation.LogLikelihood(model, _data, samples, generator, chunkSize: 50, batchSize: 20)) return (model.MostTensors - before, model.MostRows);
        }

        Assert.Equal(Most(100), Most(5000));
        Assert.Equal(50 * 20, Most(5000).Rows);
    }

    /// <summary>A VAE with the exact decoder and a diagonal posterior that is shifted and a little too wide.</summary>
    private sealed class ShiftedVae(LinearGaussianModel exact, double shift) : Vae(nameof(ShiftedVae), 4, 2)
    {
        public long MostTensors { get; private set; }

        public long MostRows { get; private set; }

        public override Posterior Encode(Tensor x)
        {
            using var inner = NewDisposeScope();
            var (mean, covariance) = exact.Posterior(x);
            var shifted = mean + shift;
            return new Posterior(shifted.MoveToOuterDisposeScope(), (1.2 * covariance.diag()).log().expand_as(shifted).contiguous().MoveToOuterDisposeScope());
        }

        public override Tensor Decode(Tensor z) => exact.Decode(z);

        public override Tensor LogLikelihood(Tensor x, Tensor z)
        {
            (MostTensors, MostRows) = (Math.Max(MostTensors, LiveTensors.OnThisThread), Math.Max(MostRows, z.numel() / LatentSize));
            return exact.LogLikelihood(x, z);
        }
    }
}
