using System.Runtime.CompilerServices;

namespace VaeNotebooks;

/// <summary>Shape of a <see cref="VqVae"/>, and how its codebook learns.</summary>
public sealed record VqVaeOptions
{
    /// <summary>Numbers per example.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int InputSize { get; init => field = AtLeastOne(value); } = ImageDataset.PixelCount;

    /// <summary>Units of the encoder's hidden layers, first to last; the decoder has them in reverse.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public IReadOnlyList<int> HiddenSizes { get; init => field = [.. value.Select(size => AtLeastOne(size))]; } = [400];

    /// <summary>The nonlinearity after each hidden layer.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>P, codes per example.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int Positions { get; init => field = AtLeastOne(value); } = 8;

    /// <summary>K, vectors in the codebook, which all positions share.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 2.</exception>
    public int CodeCount { get; init => field = Require(value, value >= 2, "at least 2"); } = 32;

    /// <summary>Numbers of a vector of the codebook.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int CodeSize { get; init => field = AtLeastOne(value); } = 8;

    /// <summary>Weight of the commitment term in the loss (van den Oord et al. 2017, equation 3), per unit of squared distance.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Commitment { get; init => field = Require(value, value >= 0 && double.IsFinite(value), "at least 0"); } = 0.25;

    /// <summary>How much of the moving averages each step keeps (van den Oord et al. 2017, appendix A.1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside [0, 1).</exception>
    public double Decay { get; init => field = Require(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.95;

    /// <summary>A vector is dead, and moved to an output of the encoder, when its moving use is below this part of an equal share; 0 for never.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside [0, 1).</exception>
    public double RestartBelow { get; init => field = Require(value, value is >= 0 and < 1, "in [0, 1)"); } = 0.05;

    private static int AtLeastOne(int value, [CallerMemberName] string name = "") => Require(value, value >= 1, "at least 1", name);

    private static T Require<T>(T value, bool holds, string range, [CallerMemberName] string name = "") =>
        holds ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
}
