using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// A VAE with convolutions: two halve an image of 28 by 28 to maps of 7 by 7, two transposed ones double these again. Kernels of 4 at a stride of 2 cover
/// each place equally often; a size that the stride does not divide paints a checkerboard (Odena et al. 2016).
/// </summary>
public sealed class ConvVae : Vae
{
    private const int Kernel = 4, Stride = 2, Padding = 1, InnerSide = ImageDataset.Side / Stride / Stride;

    // Modules: TorchSharp names the parameters after these fields, hence no underscores.
    private readonly Sequential encoder;
    private readonly Linear mean;
    private readonly Linear logVariance;
    private readonly Sequential decoder;
    private readonly ConvTranspose2d output;

    /// <summary>Builds the model on <see cref="ComputeDevice.Current"/>. The same options and seed give the same parameters, whatever ran before.</summary>
    public ConvVae(ConvVaeOptions options, int seed)
        : base(nameof(ConvVae), ImageDataset.PixelCount, options.LatentSize, options.Likelihood)
    {
        Options = options;
        encoder = Down(options);
        mean = nn.Linear(options.HiddenSize, options.LatentSize);
        logVariance = nn.Linear(options.HiddenSize, options.LatentSize);
        decoder = Up(options);
        output = nn.ConvTranspose2d(options.OuterChannels, options.Likelihood.ParametersPerPixel, Kernel, Stride, Padding);
        RegisterComponents();

        using var generator = new Generator((ulong)seed);
        Initialization.Uniform(this, generator, layer => layer is nameof(mean) or nameof(logVariance) or nameof(output) ? 1 : Initialization.ReluGain);
        this.to(ComputeDevice.Current);
    }

    /// <summary>What the model was built from.</summary>
    public ConvVaeOptions Options { get; }

    /// <inheritdoc/>
    public override Posterior Encode(Tensor x)
    {
        Shapes.RequireRows(x, InputSize);
        using var scope = NewDisposeScope();
        var hidden = encoder.call(x.reshape(-1, 1, ImageDataset.Side, ImageDataset.Side)); // [B, H]
        return new Posterior(mean.call(hidden).MoveToOuterDisposeScope(), logVariance.call(hidden).MoveToOuterDisposeScope()); // [B, D] each
    }

    /// <inheritdoc/>
    public override Tensor Decode(Tensor z)
    {
        Shapes.RequireLast(z, LatentSize);
        using var scope = NewDisposeScope();
        var maps = output.call(decoder.call(z.reshape(-1, LatentSize))); // [K * B, P, 28, 28]
        return maps.reshape([.. z.shape[..^1], InputSize * Likelihood.ParametersPerPixel]).MoveToOuterDisposeScope();
    }

    private static Sequential Down(ConvVaeOptions options) => nn.Sequential(
        ("convolution0", nn.Conv2d(1, options.OuterChannels, Kernel, Stride, Padding)),                         // [B, 16, 14, 14]
        ("activation0", nn.ReLU()),
        ("convolution1", nn.Conv2d(options.OuterChannels, options.InnerChannels, Kernel, Stride, Padding)),     // [B, 32, 7, 7]
        ("activation1", nn.ReLU()),
        ("flatten", nn.Flatten()),
        ("linear", nn.Linear(options.InnerChannels * InnerSide * InnerSide, options.HiddenSize)),               // [B, 198]
        ("activation2", nn.ReLU()));

    private static Sequential Up(ConvVaeOptions options) => nn.Sequential(
        ("linear0", nn.Linear(options.LatentSize, options.HiddenSize)),
        ("activation0", nn.ReLU()),
        ("linear1", nn.Linear(options.HiddenSize, options.InnerChannels * InnerSide * InnerSide)),
        ("activation1", nn.ReLU()),
        ("unflatten", nn.Unflatten(1, [options.InnerChannels, InnerSide, InnerSide])),                          // [B, 32, 7, 7]
        ("convolution0", nn.ConvTranspose2d(options.InnerChannels, options.OuterChannels, Kernel, Stride, Padding)),
        ("activation2", nn.ReLU()));                                                                            // [B, 16, 14, 14]
}
