using System.Runtime.CompilerServices;

namespace VaeNotebooks;

/// <summary>Shape of a <see cref="ConditionalVae"/>.</summary>
public sealed record ConditionalVaeOptions
{
    /// <summary>Numbers of x per example.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int InputSize { get; init => field = AtLeast(1, value); } = ImageDataset.PixelCount;

    /// <summary>C, numbers of the condition per example: 10 for a class as ten indicators.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int ConditionSize { get; init => field = AtLeast(1, value); } = 10;

    /// <summary>Units of the encoder's hidden layers, first to last; the decoder has them in reverse. May be empty: a linear model.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public IReadOnlyList<int> HiddenSizes { get; init => field = [.. value.Select(size => AtLeast(1, size))]; } = [400];

    /// <summary>D, units of z.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int LatentSize { get; init => field = AtLeast(1, value); } = 20;

    /// <summary>
    /// Units of the hidden layer of a learned prior <c>p(z|c)</c> (Sohn et al. 2015, section 4); 0: the prior is N(0, I) whatever the condition. A class needs no learned
    /// prior, the decoder can bend one; visible pixels, which say much about the others, gain from it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int PriorHiddenSize { get; init => field = AtLeast(0, value); }

    /// <summary>The nonlinearity after each hidden layer of encoder and decoder.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>What the decoder's outputs mean. Its last layer has as many units a pixel as the likelihood has parameters.</summary>
    public Likelihood Likelihood { get; init; } = new Likelihood.Bernoulli();

    private static int AtLeast(int least, int value, [CallerMemberName] string name = "") =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least {least}.");
}
