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

    /// <summary><c>q(z|x)</c> of a batch <c>[B, InputSize]</c>.</summary>
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

    /// <summary>The bound with one reparameterised draw of z per example. A model that overrides <see cref="LogPrior"/> overrides this too.</summary>
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
}
