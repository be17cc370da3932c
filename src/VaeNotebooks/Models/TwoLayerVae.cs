using TorchSharp;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// Two stochastic layers (Burda et al. 2016, section 2): the model draws <c>h2 ~ N(0, I)</c>, <c>h1 ~ p(h1|h2)</c>, <c>x ~ p(x|h1)</c>, the posterior goes up,
/// <c>q(h1|x) q(h2|h1)</c>. z is both, <c>[h1, h2]</c>, h1 first.
/// </summary>
public sealed class TwoLayerVae : Vae
{
    private readonly Vae lower;
    private readonly GaussianMlp up;
    private readonly GaussianMlp down;

    /// <summary>Puts a second layer on a VAE, whose encoder and decoder stay as they are; the VAE's prior is not used.</summary>
    /// <param name="lower">Between x and h1; the new model owns it.</param>
    /// <param name="hiddenSize">Units of the hidden layer of <c>q(h2|h1)</c> and of <c>p(h1|h2)</c>.</param>
    /// <param name="upperSize">Units of h2.</param>
    /// <param name="seed">Of the parameters of the two new networks.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public TwoLayerVae(Vae lower, int hiddenSize, int upperSize, int seed)
        : base(nameof(TwoLayerVae), lower.InputSize, lower.LatentSize + upperSize, lower.Likelihood)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hiddenSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(upperSize);
        UpperSize = upperSize;
        this.lower = lower;
        up = new GaussianMlp(LowerSize, hiddenSize, upperSize);
        down = new GaussianMlp(upperSize, hiddenSize, LowerSize);
        RegisterComponents();
        using var generator = new Generator((ulong)seed);
        Initialization.Uniform(up, generator);
        Initialization.Uniform(down, generator);
        this.to(ComputeDevice.Current);
    }

    /// <summary>Units of h1, the first of z.</summary>
    public int LowerSize => lower.LatentSize;

    /// <summary>Units of h2, the last of z.</summary>
    public int UpperSize { get; }

    /// <inheritdoc/>
    public override bool HasGaussianPosterior => false;

    /// <summary>
    /// The Gaussians <c>q(h1|x)</c> and <c>q(h2|h1)</c> at <c>h1 = E[h1|x]</c>, side by side. For pictures and codes: the posterior itself is no Gaussian,
    /// since the second depends on the draw of the first (<see cref="Draw"/>).
    /// </summary>
    public override Posterior Encode(Tensor x)
    {
        using var scope = NewDisposeScope();
        var first = lower.Encode(x);
        var second = up.Of(first.Mean);
        return new Posterior(
            cat([first.Mean, second.Mean], -1).MoveToOuterDisposeScope(), cat([first.LogVariance, second.LogVariance], -1).MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public override Tensor Decode(Tensor z)
    {
        using var h1 = Lower(z);
        return lower.Decode(h1);
    }

    /// <inheritdoc/>
    public override Tensor LogLikelihood(Tensor x, Tensor z)
    {
        using var h1 = Lower(z);
        return lower.LogLikelihood(x, h1);
    }

    /// <summary><c>log p(h1|h2) + log p(h2)</c>: <c>[B]</c>, or <c>[K, B]</c> for samples <c>[K, B, LatentSize]</c>, nats.</summary>
    public override Tensor LogPrior(Tensor z)
    {
        using var scope = NewDisposeScope();
        var (h1, h2) = (Lower(z), Upper(z));
        return (down.Of(h2).LogDensity(h1) + Densities.StandardNormalLogDensity(h2)).MoveToOuterDisposeScope();
    }

    /// <summary>Top down: <c>h2 ~ N(0, I)</c>, then <c>h1 ~ p(h1|h2)</c>.</summary>
    public override Tensor SamplePrior(int count, Generator generator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var h2 = randn([count, UpperSize], generator: generator).to(ComputeDevice.Current);
        return cat([down.Of(h2).Rsample(generator), h2], -1).MoveToOuterDisposeScope();
    }

    /// <summary>Bottom up: <c>h1 ~ q(h1|x)</c>, then <c>h2 ~ q(h2|h1)</c>; the densities add up.</summary>
    public override PosteriorDraws Draw(Tensor x, int samples, Generator generator)
    {
        using var scope = NewDisposeScope();
        var (h1, logDensity) = lower.Draw(x, samples, generator);   // [K, B, D1], [K, B]
        var second = up.Of(h1);
        var h2 = second.Rsample(generator);                         // [K, B, D2]
        return new PosteriorDraws(cat([h1, h2], -1).MoveToOuterDisposeScope(), (logDensity + second.LogDensity(h2)).MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public override Elbo Elbo(Tensor x, Generator generator) => SampledElbo(x, generator);

    private Tensor Lower(Tensor z)
    {
        Shapes.RequireLast(z, LatentSize);
        return z.narrow(-1, 0, LowerSize);
    }

    private Tensor Upper(Tensor z) => z.narrow(-1, LowerSize, UpperSize);
}
