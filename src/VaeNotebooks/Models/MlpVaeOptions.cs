namespace VaeNotebooks;

/// <summary>The nonlinearity after each hidden layer.</summary>
public enum Activation
{
    /// <summary>max(0, a).</summary>
    Relu,

    /// <summary>a for a > 0, otherwise exp(a) - 1.</summary>
    Elu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,
}

/// <summary>Shape of a <see cref="MlpVae"/>. The defaults are those of pytorch/examples: 784-400-z20.</summary>
public sealed record MlpVaeOptions
{
    /// <summary>Numbers per example.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int InputSize { get; init => field = AtLeastOne(value, nameof(InputSize)); } = ImageDataset.PixelCount;

    /// <summary>Units of the encoder's hidden layers, first to last; the decoder has them in reverse. May be empty: a linear model.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public IReadOnlyList<int> HiddenSizes { get; init => field = [.. value.Select(size => AtLeastOne(size, nameof(HiddenSizes)))]; } = [400];

    /// <summary>Units of z.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int LatentSize { get; init => field = AtLeastOne(value, nameof(LatentSize)); } = 20;

    /// <summary>The nonlinearity after each hidden layer.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>What the decoder's outputs mean. Its last layer has as many units a pixel as the likelihood has parameters.</summary>
    public Likelihood Likelihood { get; init; } = new Likelihood.Bernoulli();

    private static int AtLeastOne(int value, string name) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 1.");
}
