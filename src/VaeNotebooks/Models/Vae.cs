using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// A variational autoencoder (Kingma and Welling 2014) with a diagonal Gaussian posterior. The prior is N(0, I) and the likelihood is Bernoulli
/// unless a model says otherwise.
/// </summary>
/// <param name="name">Name of the module.</param>
/// <param name="inputSize">Numbers per example, 784 for images.</param>
/// <param name="latentSize">Units of z.</param>
/// <param name="likelihood">What the decoder's outputs mean; null for Bernoulli pixels.</param>
public abstract class Vae(string name, int inputSize, int latentSize, Likelihood? likelihood = null) : nn.Module(name)
{
    /// <summary>Numbers per example.</summary>
    public int InputSize { get; } = inputSize;

    /// <summary>Units of z.</summary>
    public int LatentSize { get; } = latentSize;

    /// <summary>What the decoder's outputs mean.</summary>
    public Likelihood Likelihood { get; } = likelihood ?? new Likelihood.Bernoulli();

    /// <summary>Whether <see cref="Encode"/> gives the posterior itself, a diagonal Gaussian, from which <see cref="Draw"/> draws.</summary>
    public virtual bool HasGaussianPosterior => true;

    /// <summary>
    /// <c>q(z|x)</c> of a batch <c>[B, InputSize]</c>. A model whose posterior is no Gaussian gives here the Gaussian that it starts from, and overrides
    /// <see cref="Draw"/> and <see cref="HasGaussianPosterior"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public abstract Posterior Encode(Tensor x);

    /// <summary>
    /// Parameters of <c>p(x|z)</c>, for Bernoulli pixels their logits: <c>[..., LatentSize]</c> gives <c>[..., P InputSize]</c>, with P parameters a pixel
    /// (<see cref="Likelihood.ParametersPerPixel"/>).
    /// </summary>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public abstract Tensor Decode(Tensor z);

    /// <summary><c>log p(x|z)</c>, nats: <c>[B]</c>, or <c>[K, B]</c> for samples <c>[K, B, LatentSize]</c>.</summary>
    public virtual Tensor LogLikelihood(Tensor x, Tensor z)
    {
        using var parameters = Decode(z);
        return Likelihood.LogLikelihood(parameters, x);
    }

    /// <summary><c>log p(z)</c>, nats: <c>[B]</c>, or <c>[K, B]</c> for samples <c>[K, B, LatentSize]</c>.</summary>
    public virtual Tensor LogPrior(Tensor z) => Densities.StandardNormalLogDensity(z);

    /// <summary>Draws from the prior, <c>[count, LatentSize]</c>: what <see cref="Decode"/> turns into new examples.</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="generator">Source of the draws, on the CPU.</param>
    public virtual Tensor SamplePrior(int count, Generator generator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        using var scope = NewDisposeScope();
        return randn([count, LatentSize], generator: generator).to(ComputeDevice.Current).MoveToOuterDisposeScope();
    }

    /// <summary>Draws of <c>z ~ q(z|x)</c> with their log density.</summary>
    /// <param name="x"><c>[B, InputSize]</c></param>
    /// <param name="samples">K, at least 1.</param>
    /// <param name="generator">Source of the draws.</param>
    public virtual PosteriorDraws Draw(Tensor x, int samples, Generator generator)
    {
        using var scope = NewDisposeScope();
        var posterior = Encode(x);
        var z = posterior.Rsample(generator, samples);
        return new PosteriorDraws(z.MoveToOuterDisposeScope(), posterior.LogDensity(z).MoveToOuterDisposeScope());
    }

    /// <summary>
    /// <c>log p(x|z_k) + log p(z_k) - log q(z_k|x)</c> for K draws from the posterior, <c>[K, B]</c>, nats. The mean over k estimates the bound,
    /// <see cref="Densities.LogMeanExp"/> the importance-weighted one (Burda et al. 2016, equation 8), whatever the posterior and the prior are.
    /// </summary>
    /// <param name="x"><c>[B, InputSize]</c></param>
    /// <param name="samples">K, at least 1.</param>
    /// <param name="generator">Source of the draws.</param>
    public virtual Tensor LogWeights(Tensor x, int samples, Generator generator)
    {
        using var scope = NewDisposeScope();
        var (z, logDensity) = Draw(x, samples, generator);
        return (LogLikelihood(x, z) + LogPrior(z) - logDensity).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The bound with one reparameterised draw of z per example. A model that overrides <see cref="LogPrior"/> or <see cref="Draw"/> overrides this too, most
    /// often by <see cref="SampledElbo"/>.
    /// </summary>
    /// <param name="x"><c>[B, InputSize]</c></param>
    /// <param name="generator">Source of the draw.</param>
    public virtual Elbo Elbo(Tensor x, Generator generator)
    {
        using var scope = NewDisposeScope();
        // 1. q(z|x)   2. z ~ q   3. the two terms, each [B]
        var posterior = Encode(x);
        var z = posterior.Rsample(generator);
        return new Elbo(LogLikelihood(x, z).MoveToOuterDisposeScope(), posterior.Kl().MoveToOuterDisposeScope());
    }

    /// <summary>The bound where the KL has no closed form: the rate is <c>log q(z|x) - log p(z)</c> at the draw that the reconstruction is taken at.</summary>
    /// <param name="x"><c>[B, InputSize]</c></param>
    /// <param name="generator">Source of the draw.</param>
    protected Elbo SampledElbo(Tensor x, Generator generator)
    {
        using var scope = NewDisposeScope();
        var (samples, logDensity) = Draw(x, 1, generator);
        var z = samples.squeeze(0);                                 // [B, D]
        var rate = logDensity.squeeze(0) - LogPrior(z);             // [B]
        return new Elbo(LogLikelihood(x, z).MoveToOuterDisposeScope(), rate.MoveToOuterDisposeScope());
    }

    /// <summary>For what is only right where <see cref="Encode"/> gives the whole posterior.</summary>
    internal void RequireGaussianPosterior(string purpose, string parameter)
    {
        if (HasGaussianPosterior) return;
        throw new ArgumentException($"{purpose} needs a diagonal Gaussian posterior, and that of {GetName()} is another.", parameter);
    }
}
