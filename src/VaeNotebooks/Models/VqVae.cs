using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// A VAE with a discrete latent (VQ-VAE: van den Oord, Vinyals and Kavukcuoglu 2017): P codes per example, each the index of the vector of a codebook of K
/// that is nearest to what the encoder gave there.
/// </summary>
/// <remarks>
/// The posterior is a point: <c>q(c*|x) = 1</c>. With the uniform prior <c>p(c) = K^-P</c> the two terms are <c>log p(x|c*)</c> and <c>KL(q || p) = P log K</c>
/// nats, the same for every x; their difference is a true lower bound of <c>log p(x) = log sum_c p(c) p(x|c)</c>, which has <c>c*</c> among its terms.
/// </remarks>
public sealed class VqVae : nn.Module
{
    private readonly Sequential encoder;
    private readonly Sequential decoder;
    private readonly Codebook codebook;

    /// <summary>Builds the model on <see cref="ComputeDevice.Current"/>. The same options and seed give the same model, whatever ran before.</summary>
    public VqVae(VqVaeOptions options, int seed)
        : base(nameof(VqVae))
    {
        Options = options;
        int[] up = [options.InputSize, .. options.HiddenSizes];
        int[] down = [options.Positions * options.CodeSize, .. options.HiddenSizes.Reverse()];
        encoder = nn.Sequential([.. MlpLayers.Hidden(up, options.Activation), ("outputs", nn.Linear(up[^1], down[0]))]);
        decoder = nn.Sequential([.. MlpLayers.Hidden(down, options.Activation), ("logits", nn.Linear(down[^1], options.InputSize))]);
        using var generator = new Generator((ulong)seed);
        codebook = new Codebook(options, generator);
        RegisterComponents();
        Initialization.Uniform(this, generator);
        this.to(ComputeDevice.Current);
    }

    /// <summary>What the model was built from.</summary>
    public VqVaeOptions Options { get; }

    /// <summary>KL from the point posterior to the uniform prior, <c>P log K</c>, nats.</summary>
    public double UniformRate => Options.Positions * Math.Log(Options.CodeCount);

    /// <summary>The codes <c>c*</c> of a batch <c>[B, InputSize]</c>: <c>[B, P]</c>, int64 from 0 to K - 1.</summary>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public Tensor Encode(Tensor x)
    {
        using var scope = NewDisposeScope();
        return codebook.Nearest(Outputs(x)).MoveToOuterDisposeScope();
    }

    /// <summary>Logits of <c>p(x|c)</c>: codes <c>[B, P]</c> give <c>[B, InputSize]</c>.</summary>
    /// <exception cref="ArgumentException">The shape is another, or a code is outside 0 to K - 1.</exception>
    public Tensor Decode(Tensor codes)
    {
        CodePrior.RequireCodes(codes, Options.Positions, Options.CodeCount);
        using var vectors = Embed(codes);
        return DecodeVectors(vectors);
    }

    /// <summary><c>log p(x|c)</c> of codes <c>[B, P]</c>, <c>[B]</c>, nats.</summary>
    public Tensor LogLikelihood(Tensor x, Tensor codes)
    {
        using var logits = Decode(codes);
        return Densities.BernoulliLogLikelihood(logits, x);
    }

    /// <summary>
    /// The two terms with the uniform prior; a bound for <see cref="Trainer"/>. The gradient of the reconstruction passes the codebook as if it were not there
    /// (straight through). The rate's value is <c>P log K</c>; its gradient is that of the commitment <c>w |e - sg[c]|^2</c>, which is part of the loss but of
    /// no bound. In training mode, with gradients on, the codebook learns from the batch, so the bound is computed before it.
    /// </summary>
    /// <param name="x"><c>[B, InputSize]</c></param>
    /// <param name="generator">Chooses the places of dead vectors. Nothing else is drawn.</param>
    public Elbo Elbo(Tensor x, Generator generator)
    {
        using var scope = NewDisposeScope();
        var outputs = Outputs(x);                                                               // [B, P, C]
        var codes = codebook.Nearest(outputs);                                                  // [B, P]
        var nearest = codebook.Lookup(codes);                                                   // [B, P, C]
        var passed = outputs + (nearest - outputs).detach();                                    // the value of one, the gradient of the other
        var reconstruction = Densities.BernoulliLogLikelihood(DecodeVectors(passed.flatten(1)), x);
        var commitment = Options.Commitment * (outputs - nearest).square().sum([1, 2]);         // [B]
        if (training && is_grad_enabled()) codebook.Learn(outputs.detach().flatten(0, 1), codes.flatten(), generator);
        var rate = (commitment - commitment.detach()) + UniformRate;
        return new Elbo(reconstruction.MoveToOuterDisposeScope(), rate.MoveToOuterDisposeScope());
    }

    /// <summary>The codebook's vectors of codes <c>[B, P]</c>, side by side: <c>[B, P C]</c>.</summary>
    internal Tensor Embed(Tensor codes)
    {
        using var vectors = codebook.Lookup(codes);
        return vectors.flatten(1);
    }

    /// <summary>Logits of <c>p(x|c)</c>: vectors <c>[B, P C]</c> give <c>[B, InputSize]</c>.</summary>
    internal Tensor DecodeVectors(Tensor vectors) => decoder.call(vectors);

    /// <summary>What the encoder gives before the codebook: <c>[B, P, C]</c>.</summary>
    internal Tensor Outputs(Tensor x)
    {
        Shapes.RequireRows(x, Options.InputSize);
        using var flat = encoder.call(x);
        return flat.reshape(-1, Options.Positions, Options.CodeSize);
    }
}
