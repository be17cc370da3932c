using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// A VAE whose prior is a mixture of its own posteriors at learned pseudo-inputs, <c>p(z) = 1/M sum_m q(z|u_m)</c> (VampPrior: Tomczak and Welling 2018,
/// section 2). Encoder and decoder stay as they are.
/// </summary>
public sealed class VampPriorVae : Vae
{
    private readonly Vae inner;
    private readonly Parameter pseudoInputs;

    /// <summary>Gives a VAE with a Gaussian posterior another prior.</summary>
    /// <param name="inner">Encoder and decoder; the new model owns it. Its own prior is not used.</param>
    /// <param name="start">What the pseudo-inputs are at the start, <c>[M, InputSize]</c> with numbers in [0, 1], for example M training images; copied.</param>
    /// <exception cref="ArgumentException">The shape is another, or a number is outside [0, 1].</exception>
    public VampPriorVae(Vae inner, Tensor start)
        : base(nameof(VampPriorVae), inner.InputSize, inner.LatentSize, inner.Likelihood)
    {
        Shapes.RequireRows(start, inner.InputSize);
        Shapes.RequireExamples(start);
        using var scope = NewDisposeScope();
        if (start.lt(0).logical_or(start.gt(1)).any().item<bool>()) throw new ArgumentException("start must hold numbers in [0, 1].", nameof(start));
        inner.RequireGaussianPosterior("A VampPrior", nameof(inner));
        this.inner = inner;
        pseudoInputs = nn.Parameter(start.detach().to(ComputeDevice.Current).clone());
        pseudoInputs.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>The pseudo-inputs as the encoder sees them, <c>[M, InputSize]</c>, in [0, 1].</summary>
    public Tensor PseudoInputs => pseudoInputs.clamp(0, 1);

    /// <inheritdoc/>
    public override Posterior Encode(Tensor x) => inner.Encode(x);

    /// <inheritdoc/>
    public override Tensor Decode(Tensor z) => inner.Decode(z);

    /// <inheritdoc/>
    public override Tensor LogLikelihood(Tensor x, Tensor z) => inner.LogLikelihood(x, z);

    /// <summary><c>log 1/M sum_m q(z|u_m)</c>, by log-sum-exp: <c>[B]</c>, or <c>[K, B]</c> for samples <c>[K, B, LatentSize]</c>, nats.</summary>
    public override Tensor LogPrior(Tensor z)
    {
        Shapes.RequireLast(z, LatentSize);
        using var scope = NewDisposeScope();
        var components = Components();                                                          // [M, D]
        var count = pseudoInputs.shape[0];
        var each = z.unsqueeze(-2).expand([.. z.shape[..^1], count, LatentSize]);               // [..., M, D]
        return (components.LogDensity(each).logsumexp(-1) - Math.Log(count)).MoveToOuterDisposeScope();
    }

    /// <summary>A pseudo-input by chance, then a draw from the posterior there.</summary>
    public override Tensor SamplePrior(int count, Generator generator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var chosen = randint(0, pseudoInputs.shape[0], [count], generator: generator).to(pseudoInputs.device);
        var components = Components();
        var posterior = new Posterior(components.Mean.index_select(0, chosen), components.LogVariance.index_select(0, chosen));
        return posterior.Rsample(generator).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Elbo Elbo(Tensor x, Generator generator) => SampledElbo(x, generator);

    private Posterior Components() => inner.Encode(PseudoInputs);
}
