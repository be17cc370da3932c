namespace VaeNotebooks;

/// <summary>Shape of a <see cref="ConvVae"/>. The defaults give it about as many parameters as the first VAE, 784-400-z20, has.</summary>
public sealed record ConvVaeOptions
{
    /// <summary>Feature maps of 14 by 14, next to the image.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int OuterChannels { get; init => field = AtLeastOne(value, nameof(OuterChannels)); } = 16;

    /// <summary>Feature maps of 7 by 7, next to the hidden layer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int InnerChannels { get; init => field = AtLeastOne(value, nameof(InnerChannels)); } = 32;

    /// <summary>Units of the fully connected layer between the feature maps and z, on each side.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int HiddenSize { get; init => field = AtLeastOne(value, nameof(HiddenSize)); } = 198;

    /// <summary>Units of z.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int LatentSize { get; init => field = AtLeastOne(value, nameof(LatentSize)); } = 20;

    /// <summary>What the decoder's outputs mean. Its last layer has as many output maps as the likelihood has parameters a pixel.</summary>
    public Likelihood Likelihood { get; init; } = new Likelihood.Bernoulli();

    private static int AtLeastOne(int value, string name) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 1.");
}
