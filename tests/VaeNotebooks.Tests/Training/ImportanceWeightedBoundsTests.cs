using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>IWAE and DReG: values against the weights, gradients in expectation against finite differences of the exact mean bound, signal against noise.</summary>
public sealed class ImportanceWeightedBoundsTests : IDisposable
{
    private readonly IDisposable _scope = NewDisposeScope();
    private readonly TinyVae _tiny = new(inputSize: 3, hiddenSizes: [], scale: 2);
    private readonly Tensor _x = tensor(new double[,] { { 1, 0, 1 } });

    public void Dispose()
    {
        _tiny.Dispose();
        _scope.Dispose();
    }

    public static TheoryData<bool> Both => [false, true];

    private Func<Tensor, Generator, Elbo> Bound(bool doubly, int samples) =>
        doubly ? Bounds.DoublyReparameterised(_tiny.Model, samples) : Bounds.ImportanceWeighted(_tiny.Model, samples);

    [Theory]
    [MemberData(nameof(Both))]
    public void The_value_is_the_log_of_the_mean_weight_and_the_rate_that_of_the_same_draws(bool doubly)
    {
        using var generator = new Generator(1);
        using var same = new Generator(1);
        var x = _x.expand(4, 3);
        var elbo = Bound(doubly, 7)(x, generator);
        var posterior = _tiny.Model.Encode(x);
        var z = posterior.Rsample(same, 7);
        var weights = Evaluation.LogWeights(_tiny.Model, x, posterior, z);
        Assert.True(allclose(Densities.LogMeanExp(weights), elbo.Value, 1e-12, 1e-12));
        Assert.True(allclose((posterior.LogDensity(z) - Densities.StandardNormalLogDensity(z)).mean([0]), elbo.Rate, 1e-12, 1e-12));
        using var none = no_grad();
        Assert.True(allclose(elbo.Value, Bound(doubly, 7)(x, new Generator(1)).Value, 1e-12, 1e-12)); // as a test after an epoch has it
    }

    [Fact]
    public void With_one_draw_the_terms_are_those_of_a_vae()
    {
        using var generator = new Generator(1);
        using var same = new Generator(1);
        var elbo = Bounds.ImportanceWeighted(_tiny.Model, 1)(_x, generator);
        Assert.True(allclose(_tiny.Model.LogLikelihood(_x, _tiny.Model.Encode(_x).Rsample(same)), elbo.Reconstruction, 1e-12, 1e-12));
    }

    [Theory]
    [InlineData("flow")]
    [InlineData("two layers")]
    [InlineData("VampPrior")]
    public void The_weights_are_the_models_own_whatever_its_posterior_and_prior(string kind)
    {
        using Vae model = kind switch
        {
            "flow" => new FlowVae(Inner(), 2, 8, seed: 1),
            "two layers" => new TwoLayerVae(Inner(), 4, 2, seed: 1),
            _ => new VampPriorVae(Inner(), ones(2, 3) * 0.5f),
        };
        var x = _x.expand(4, 3).to(ScalarType.Float32);
        var elbo = Bounds.ImportanceWeighted(model, 6)(x, new Generator(2));
        Assert.True(allclose(Densities.LogMeanExp(model.LogWeights(x, 6, new Generator(2))), elbo.Value, 1e-5, 1e-5));
        var (z, logDensity) = model.Draw(x, 6, new Generator(2));
        Assert.True(allclose((logDensity - model.LogPrior(z)).mean([0]), elbo.Rate, 1e-5, 1e-5));
        elbo.Loss().backward();
        Assert.All(model.parameters(), parameter => Assert.NotNull(parameter.grad)); // the flow and the second layer learn too
    }

    [Fact]
    public void The_doubly_reparameterised_gradient_is_refused_where_the_posterior_is_no_gaussian()
    {
        using var flow = new FlowVae(Inner(), 2, 8, seed: 1);
        using var layers = new TwoLayerVae(Inner(), 4, 2, seed: 1);
        Assert.All((Vae[])[flow, layers], model => Assert.StartsWith(
            $"The doubly reparameterised gradient needs a diagonal Gaussian posterior, and that of {model.GetName()} is another.",
            Assert.Throws<ArgumentException>(() => Bounds.DoublyReparameterised(model, 2)).Message));
        Assert.Throws<ArgumentException>(() => new VampPriorVae(flow, ones(2, 3)));
        Assert.Throws<ArgumentException>(() => new FlowVae(layers, 1, 8, seed: 1));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void The_mean_gradient_is_the_finite_difference_of_the_exact_mean_bound_within_four_standard_errors(bool doubly)
    {
        const int Batches = 100, Copies = 2000; // 200,000 pairs of draws
        var x = _x.expand(Copies, 3);
        using var generator = new Generator(11);
        var bound = Bound(doubly, 2);
        var gradients = stack(Enumerable.Range(0, Batches).Select(_ => -Gradient(bound, x, generator))); // [100, P]
        var expected = FiniteDifferences(() => _tiny.BoundOfTwo(_x));
        var standardError = gradients.std(0) / Math.Sqrt(Batches);
        Assert.InRange((standardError / (expected.abs() + 1e-3)).min().item<double>(), 0, 0.02); // the test can tell 8% at least somewhere
        var standardised = (gradients.mean([0]) - expected) / (standardError + 1e-9);
        Assert.True(standardised.abs().max().item<double>() < 4, string.Join(", ", standardised.data<double>().ToArray().Select(s => $"{s:F1}")));
    }

    [Fact]
    public void The_decoder_has_the_same_gradient_in_both_draw_by_draw_and_the_encoder_another()
    {
        var x = _x.expand(50, 3);
        var (iwae, dreg) = (Gradient(Bound(false, 5), x, new Generator(3)), Gradient(Bound(true, 5), x, new Generator(3)));
        var encoder = _tiny.Model.named_parameters().TakeWhile(entry => !entry.name.StartsWith("decoder")).Sum(entry => entry.parameter.numel());
        Assert.Equal(8, encoder);
        Assert.True(allclose(iwae[(int)encoder..], dreg[(int)encoder..], 1e-10, 1e-12));
        Assert.False(allclose(iwae[..(int)encoder], dreg[..(int)encoder], 1e-2, 1e-3));
    }

    [Fact]
    public void The_encoders_signal_to_noise_falls_as_one_over_root_k_with_iwae_and_rises_with_dreg()
    {
        // 20,000 gradients at each K; 16 times as many draws: a quarter for one, at least the same for the other (in theory four times as much).
        double Ratio(bool doubly, int samples)
        {
            var gradients = EncoderGradients(doubly, samples, 20_000); // [20000, 2]
            var (mean, deviation) = (gradients.mean([0]).norm().item<double>(), gradients.var(0).sum().sqrt().item<double>());
            Assert.True(mean > 3 * deviation / Math.Sqrt(20_000), $"K = {samples}: {mean} {deviation}"); // there is a signal
            return mean / deviation;
        }

        Assert.InRange(Ratio(false, 64) / Ratio(false, 4), 0.15, 0.4);
        Assert.InRange(Ratio(true, 64) / Ratio(true, 4), 1.5, 6);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void Steps_leave_no_tensors_behind(bool doubly)
    {
        using var generator = new Generator(1);
        var (bound, counts) = (Bound(doubly, 3), new List<long>());
        for (var step = 0; step < 5; step++)
        {
            using (NewDisposeScope()) bound(_x, generator).Loss().backward();
            counts.Add(LiveTensors.OnThisThread);
        }

        Assert.All(counts.Skip(1), count => Assert.Equal(counts[1], count));
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Bounds.ImportanceWeighted(_tiny.Model, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bounds.DoublyReparameterised(_tiny.Model, 0));
        using var generator = new Generator(1);
        Assert.StartsWith("x must have shape [N, 3]", Assert.Throws<ArgumentException>(() => Bound(true, 2)(zeros(2, 4), generator)).Message);
    }

    private static MlpVae Inner() => new(new MlpVaeOptions { InputSize = 3, HiddenSizes = [4], LatentSize = 2 }, seed: 1);

    /// <summary>Of the loss, all parameters in one row, <c>[P]</c>.</summary>
    private Tensor Gradient(Func<Tensor, Generator, Elbo> bound, Tensor x, Generator generator)
    {
        using var scope = NewDisposeScope();
        _tiny.Model.zero_grad();
        bound(x, generator).Loss().backward();
        return cat([.. _tiny.Model.parameters().Select(parameter => parameter.grad!.flatten())]).MoveToOuterDisposeScope();
    }

    private Tensor FiniteDifferences(Func<double> value)
    {
        const double Step = 1e-5;
        using var _ = no_grad();
        var slopes = new List<double>();
        foreach (var number in _tiny.Model.parameters().SelectMany(parameter => Enumerable.Range(0, (int)parameter.numel()).Select(i => parameter.view(-1).narrow(0, i, 1))))
        {
            double At(double shift)
            {
                number.add_(shift);
                var shifted = value();
                number.sub_(shift);
                return shifted;
            }

            slopes.Add((At(Step) - At(-Step)) / (2 * Step));
        }

        return tensor(slopes.ToArray());
    }

    /// <summary>One gradient for each copy of x, by the two numbers that the encoder gives for it: <c>[copies, 2]</c>.</summary>
    private Tensor EncoderGradients(bool doubly, int samples, int copies)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var posterior = _tiny.Model.Encode(_x);
        var (mean, logVariance) = (Leaf(posterior.Mean), Leaf(posterior.LogVariance));
        using var model = new PerCopyVae(_tiny.Model, new Posterior(mean, logVariance));
        var bound = doubly ? Bounds.DoublyReparameterised(model, samples) : Bounds.ImportanceWeighted(model, samples);
        bound(_x.expand(copies, 3), generator).Value.sum().backward();
        return cat([mean.grad!, logVariance.grad!], 1).MoveToOuterDisposeScope();
        Tensor Leaf(Tensor number) => number.detach().expand(copies, 1).clone().requires_grad_();
    }

    /// <summary>An encoder without parameters: its answers are what is differentiated by, each copy of x has its own.</summary>
    private sealed class PerCopyVae(MlpVae decoder, Posterior posterior) : Vae(nameof(PerCopyVae), 3, 1)
    {
        public override Posterior Encode(Tensor x) => posterior;

        public override Tensor Decode(Tensor z) => decoder.Decode(z);
    }
}
