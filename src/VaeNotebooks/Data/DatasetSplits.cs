namespace VaeNotebooks;

/// <summary>The parts of one data set. Owns them: disposing it disposes every part.</summary>
/// <param name="Train">Images to fit a model on.</param>
/// <param name="Test">Images to report numbers on, never used for a choice.</param>
/// <param name="Validation">Images for choices, where the set's authors published such a part; otherwise null.</param>
public sealed record DatasetSplits(ImageDataset Train, ImageDataset Test, ImageDataset? Validation = null) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Train.Dispose();
        Test.Dispose();
        Validation?.Dispose();
    }
}
