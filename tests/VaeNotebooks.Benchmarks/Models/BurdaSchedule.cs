namespace VaeNotebooks.Benchmarks;

/// <summary>
/// The learning rates of Burda et al. 2016, section 5: <c>10^-3 10^(-i/7)</c> for <c>3^i</c> epochs, i = 0, ..., 7, 3,280 in all. A shorter training takes the same
/// rates for the same shares of its steps.
/// </summary>
internal static class BurdaSchedule
{
    public const int PublishedEpochs = 3280;

    /// <summary>The rate of the step that starts when this share of the training, from 0 to 1, is over.</summary>
    public static double At(double progress)
    {
        var stage = 0;
        // The stages up to i have (3^(i+1) - 1) / 2 epochs.
        while (stage < 7 && progress * PublishedEpochs >= (Math.Pow(3, stage + 1) - 1) / 2) stage++;
        return 1e-3 * Math.Pow(10, -stage / 7.0);
    }
}
