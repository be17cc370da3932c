using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// The first VAE: fully connected encoder and decoder (Kingma and Welling 2014, appendix C), by default for Bernoulli pixels.
/// </summary>
public sealed class MlpVae : Vae
{
    // Modules: TorchSharp names the parameters after these fields, hence no underscores.
    private readonly Sequential encoder;
    private readonly Linear mean;
    private readonly Linear logVariance;
    private readonly Sequential decoder;

    /// <summary>Builds the model on <see cref="ComputeDevice.Current"/>. The same options and seed give the same parameters, whatever ran before.</summary>
    public MlpVae(MlpVaeOptions options, int seed)
        : base(nameof(MlpVae), options.InputSize, options.LatentSize, options.Likelihood)
    {
        Options = options;
        int[] up = [options.InputSize, .. options.HiddenSizes];
        int[] down = [options.LatentSize, .. options.HiddenSizes.Reverse()];
        encoder = nn.Sequential(MlpLayers.Hidden(up, options.Activation));
        mean = nn.Linear(up[^1], options.LatentSize);
        logVariance = nn.Linear(up[^1], options.LatentSize);
        var outputs = options.InputSize * options.Likelihood.ParametersPerPixel;
        decoder = nn.Sequential([.. MlpLayers.Hidden(down, options.Activation), ("logits", nn.Linear(down[^1], outputs))]);
        RegisterComponents();

        using var generator = new Generator((ulong)seed);
        Initialization.Uniform(this, generator);
        this.to(ComputeDevice.Current);
    }

    /// <summary>What the model was built from.</summary>
    public MlpVaeOptions Options { get; }

    internal IEnumerable<Linear> EncoderLayers => encoder.children().OfType<Linear>();

    internal Linear MeanLayer => mean;

    internal Linear LogVarianceLayer => logVariance;

    internal IEnumerable<Linear> DecoderLayers => decoder.children().OfType<Linear>();

    /// <inheritdoc/>
    public override Posterior Encode(Tensor x)
    {
        Shapes.RequireRows(x, InputSize);
        using var scope = NewDisposeScope();
        var hidden = Options.HiddenSizes.Count == 0 ? x : encoder.call(x);  // [B, H]
        return new Posterior(mean.call(hidden).MoveToOuterDisposeScope(), logVariance.call(hidden).MoveToOuterDisposeScope());  // [B, D] each
    }

    /// <inheritdoc/>
    public override Tensor Decode(Tensor z)
    {
        Shapes.RequireLast(z, LatentSize);
        return decoder.call(z);
    }
}
