using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// A VAE whose posterior is a flow: the Gaussian of another VAE's encoder, transformed (Rezende and Mohamed 2015, section 4; here with the steps of Kingma et
/// al. 2016). <c>log q(z|x) = log q0(z0|x) - log |det dz/dz0|</c>. Prior, encoder and decoder stay as they are.
/// </summary>
public sealed class FlowVae : Vae
{
    private readonly Vae inner;
    private readonly AutoregressiveFlow flow;

    /// <summary>Puts a flow behind an encoder. The flow is told the encoder's mean and log variance.</summary>
    /// <param name="inner">Encoder, decoder and prior; the new model owns it.</param>
    /// <param name="stepCount">Steps of the flow.</param>
    /// <param name="hiddenSize">Units of each step's hidden layer, at least those of z.</param>
    /// <param name="seed">Of the flow's parameters.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="ArgumentException">The posterior of <paramref name="inner"/> is no Gaussian.</exception>
    public FlowVae(Vae inner, int stepCount, int hiddenSize, int seed)
        : base(nameof(FlowVae), inner.InputSize, inner.LatentSize, inner.Likelihood)
    {
        inner.RequireGaussianPosterior("A flow", nameof(inner));
        this.inner = inner;
        using var generator = new Generator((ulong)seed);
        flow = new AutoregressiveFlow(LatentSize, stepCount, hiddenSize, 2 * LatentSize, generator);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override bool HasGaussianPosterior => false;

    /// <summary>The Gaussian that the flow starts from, <c>q0(z0|x)</c>: not the posterior (<see cref="Draw"/>).</summary>
    public override Posterior Encode(Tensor x) => inner.Encode(x);

    /// <inheritdoc/>
    public override Tensor Decode(Tensor z) => inner.Decode(z);

    /// <inheritdoc/>
    public override Tensor LogLikelihood(Tensor x, Tensor z) => inner.LogLikelihood(x, z);

    /// <inheritdoc/>
    public override Tensor LogPrior(Tensor z) => inner.LogPrior(z);

    /// <inheritdoc/>
    public override Tensor SamplePrior(int count, Generator generator) => inner.SamplePrior(count, generator);

    /// <inheritdoc/>
    public override PosteriorDraws Draw(Tensor x, int samples, Generator generator)
    {
        using var scope = NewDisposeScope();
        var posterior = Encode(x);
        var start = posterior.Rsample(generator, samples);                                      // [K, B, D]
        var (z, logDeterminant) = flow.Transform(start, Context(posterior));
        return new PosteriorDraws(z.MoveToOuterDisposeScope(), (posterior.LogDensity(start) - logDeterminant).MoveToOuterDisposeScope());
    }

    /// <summary><c>log q(z|x)</c> at any z, by running the flow backwards: <c>[B]</c>, or <c>[K, B]</c> for <c>[K, B, D]</c>, nats. Takes D passes a step.</summary>
    /// <param name="x"><c>[B, InputSize]</c></param>
    /// <param name="z"><c>[..., B, D]</c></param>
    public Tensor LogPosterior(Tensor x, Tensor z)
    {
        using var scope = NewDisposeScope();
        var posterior = Encode(x);
        var (start, logDeterminant) = flow.Invert(z, Context(posterior));
        return (posterior.LogDensity(start) - logDeterminant).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Elbo Elbo(Tensor x, Generator generator) => SampledElbo(x, generator);

    private static Tensor Context(Posterior posterior) => cat([posterior.Mean, posterior.LogVariance], -1);
}
