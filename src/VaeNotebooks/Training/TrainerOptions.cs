using System.Runtime.CompilerServices;

namespace VaeNotebooks;

/// <summary>How a <see cref="Trainer"/> trains. The defaults are the protocol of pytorch/examples.</summary>
public sealed record TrainerOptions
{
    /// <summary>Passes over the training set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int Epochs { get; init => field = Require(value, value >= 1, "at least 1"); } = 10;

    /// <summary>Examples per step; the last step of an epoch takes what is left.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int BatchSize { get; init => field = Require(value, value >= 1, "at least 1"); } = 128;

    /// <summary>Adam's step size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public double LearningRate { get; init => field = Require(value, value > 0 && double.IsFinite(value), "above 0"); } = 1e-3;

    /// <summary>Adam's term in the denominator: steps of parameters whose gradients are smaller than it are shorter.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public double Epsilon { get; init => field = Require(value, value > 0 && double.IsFinite(value), "above 0"); } = 1e-8;

    /// <summary>Seed of the order of the examples, of the draws of z and of dynamic binarisation. The model has its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public int Seed { get; init => field = Require(value, value >= 0, "at least 0"); } = 1;

    /// <summary>
    /// Draws each pixel anew as 0 or 1 with its grey value as probability, each time an image is used (Burda et al. 2016). The test set is drawn
    /// once per evaluation, always the same way. Otherwise the data are used as they are.
    /// </summary>
    public bool DynamicBinarization { get; init; }

    /// <summary>Weight of the rate in the loss; 1 is the bound itself (Higgins et al. 2017).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Beta { get; init => field = Require(value, value >= 0 && double.IsFinite(value), "at least 0"); } = 1;

    /// <summary>Epochs over which the weight of the rate rises from 0 to <see cref="Beta"/>, step by step (Bowman et al. 2016); 0 for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int WarmUpEpochs { get; init => field = Require(value, value >= 0, "at least 0"); }

    /// <summary>
    /// Where a checkpoint is written after each epoch, or null for none. The checkpoint before it is kept under the name with
    /// <c>.previous</c>.
    /// </summary>
    public string? CheckpointPath { get; init; }

    /// <summary>The weight of the rate at a point of the training, counted in epochs from 0: 0.5 is the middle of the first.</summary>
    public double BetaAt(double epochs) => WarmUpEpochs == 0 ? Beta : Beta * Math.Min(1, epochs / WarmUpEpochs);

    private static T Require<T>(T value, bool holds, string range, [CallerMemberName] string name = "") =>
        holds ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
}
