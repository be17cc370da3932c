using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>Which pixels are observed, and what the missing ones cost.</summary>
internal static class Quadrants
{
    private const int Side = ImageDataset.Side / 2;

    /// <summary>1 where a pixel is observed, <c>[1, 784]</c>: the lower left quadrant, the left half, or all but the lower right.</summary>
    public static Tensor Mask(int observed)
    {
        using var scope = NewDisposeScope();
        float[] upperLeftThenRightThenLower = [observed >= 2 ? 1 : 0, observed >= 3 ? 1 : 0, 1, 0];
        return tensor(upperLeftThenRightThenLower).reshape(1, 2, 1, 2, 1).expand(1, 2, Side, 2, Side).reshape(1, ImageDataset.PixelCount).MoveToOuterDisposeScope();
    }

    /// <summary><c>log p</c> of the missing pixels, <c>[..., B]</c>, nats.</summary>
    public static Tensor Missing(Tensor logits, Tensor x, Tensor mask) => (Densities.BernoulliLogLikelihoodPerUnit(logits, x) * (1 - mask)).sum([-1]);

    /// <summary>The bound of a conditional VAE whose condition is what is observed.</summary>
    public static Elbo Terms(ConditionalVae cvae, Tensor x, Tensor mask, Generator generator)
    {
        using var scope = NewDisposeScope();
        var c = x * mask;
        var (q, prior) = (cvae.Encode(x, c), cvae.Prior(c));
        var log = Missing(cvae.Decode(q.Rsample(generator), c), x, mask);
        var rate = Densities.GaussianKl(q.Mean, q.LogVariance, prior.Mean, prior.LogVariance);
        return new(log.MoveToOuterDisposeScope(), rate.MoveToOuterDisposeScope());
    }

    /// <summary><c>log p</c> of the missing pixels given the observed, importance-weighted, <c>[B]</c>.</summary>
    public static Tensor LogLikelihood(ConditionalVae cvae, Tensor x, Tensor mask, int draws, Generator generator)
    {
        using var scope = NewDisposeScope();
        var c = x * mask;
        var q = cvae.Encode(x, c);
        var z = q.Rsample(generator, draws);                                                    // [K, B, D]
        var logs = Missing(cvae.Decode(z, c), x, mask) + cvae.Prior(c).LogDensity(z) - q.LogDensity(z);
        return Densities.LogMeanExp(logs).MoveToOuterDisposeScope();
    }
}

/// <summary>The plain network: the observed pixels in, a probability of ink for each pixel out, the missing pixels independent given the observed.</summary>
internal sealed class DigitImputer : nn.Module
{
    private readonly Sequential layers;

    public DigitImputer(int hidden, int seed)
        : base(nameof(DigitImputer))
    {
        layers = nn.Sequential(
            nn.Linear(ImageDataset.PixelCount, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, ImageDataset.PixelCount));
        RegisterComponents();
        using var generator = new Generator((ulong)seed);
        Initialization.Uniform(this, generator);
    }

    /// <summary><c>log p</c> of the missing pixels, <c>[B]</c>, nats.</summary>
    public Tensor LogLikelihood(Tensor x, Tensor mask)
    {
        using var scope = NewDisposeScope();
        return Quadrants.Missing(layers.call(x * mask), x, mask).MoveToOuterDisposeScope();
    }

    /// <summary>For a <see cref="Trainer"/>: no latent, so a rate of 0.</summary>
    public Func<Tensor, Generator, Elbo> Bound(Tensor mask) => (x, _) =>
    {
        var log = LogLikelihood(x, mask);
        return new(log, zeros_like(log));
    };
}
