using static TorchSharp.torch;

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

    /// <summary>The same parts on a device; those on the processor are given back when they have moved.</summary>
    internal DatasetSplits To(Device device) => device.type == TorchSharp.DeviceType.CPU
        ? this : new(Train.MoveTo(device), Test.MoveTo(device), Validation?.MoveTo(device));
}
