namespace VaeNotebooks;

/// <summary>What one epoch gave; all terms are means in nats per example.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="TrainReconstruction">Mean of <c>log p(x|z)</c> over the epoch's batches, while the parameters were moving.</param>
/// <param name="TrainRate">Mean of KL(q || p), likewise.</param>
/// <param name="TestReconstruction">Mean of <c>log p(x|z)</c> on the test set after the epoch, z sampled.</param>
/// <param name="TestRate">Mean of KL(q || p), likewise.</param>
/// <param name="Seconds">Time of the epoch with its evaluation.</param>
public sealed record EpochRecord(int Epoch, double TrainReconstruction, double TrainRate, double TestReconstruction, double TestRate, double Seconds)
{
    /// <summary>The bound on the training set, nats per example.</summary>
    public double TrainElbo => TrainReconstruction - TrainRate;

    /// <summary>The bound on the test set, nats per example.</summary>
    public double TestElbo => TestReconstruction - TestRate;
}

/// <summary>What one step gave; terms are means over its batch in nats per example.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Step">Within the epoch, from 1.</param>
/// <param name="StepsPerEpoch">Steps of the epoch.</param>
/// <param name="Reconstruction">Batch mean of <c>log p(x|z)</c>.</param>
/// <param name="Rate">Batch mean of KL(q || p).</param>
/// <param name="Beta">Weight of the rate at this step.</param>
public readonly record struct StepRecord(int Epoch, int Step, int StepsPerEpoch, double Reconstruction, double Rate, double Beta);
