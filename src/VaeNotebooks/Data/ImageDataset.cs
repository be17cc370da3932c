using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// Images resident in memory as one tensor, so that a batch is one gather. Owns its tensors.
/// </summary>
public sealed class ImageDataset : IDisposable
{
    /// <summary>Takes ownership of the tensors.</summary>
    /// <param name="name">Short name for messages and captions, for example <c>mnist test</c>.</param>
    /// <param name="images"><c>[N, 784]</c>, float32, pixels in [0, 1], row by row, top row first.</param>
    /// <param name="labels"><c>[N]</c>, int64, or null for a set without labels.</param>
    /// <exception cref="ArgumentException">A shape or a type is not as above.</exception>
    public ImageDataset(string name, Tensor images, Tensor? labels = null)
    {
        if (images.dim() != 2 || images.shape[1] != PixelCount || images.dtype != ScalarType.Float32)
        {
            throw new ArgumentException(
                $"images must be float32 of shape [N, {PixelCount}], not {images.dtype} of shape [{string.Join(", ", images.shape)}].", nameof(images));
        }

        if (labels is not null && (labels.dim() != 1 || labels.shape[0] != images.shape[0] || labels.dtype != ScalarType.Int64))
        {
            throw new ArgumentException(
                $"labels must be int64 of shape [{images.shape[0]}], not {labels.dtype} of shape [{string.Join(", ", labels.shape)}].", nameof(labels));
        }

        Name = name;
        Images = images.DetachFromDisposeScope();
        Labels = labels?.DetachFromDisposeScope();
    }

    /// <summary>Height and width of every image, in pixels.</summary>
    public const int Side = 28;

    /// <summary>Pixels of one image, 28 x 28.</summary>
    public const int PixelCount = Side * Side;

    /// <summary>Short name for messages and captions.</summary>
    public string Name { get; }

    /// <summary><c>[N, 784]</c>, float32, pixels in [0, 1].</summary>
    public Tensor Images { get; }

    /// <summary><c>[N]</c>, int64, or null.</summary>
    public Tensor? Labels { get; }

    /// <summary>Number of images.</summary>
    public int Count => (int)Images.shape[0];

    /// <summary>A random part with equally many images of each class, in random order; a copy, which the caller disposes.</summary>
    /// <param name="perClass">Images of each class, at least 1.</param>
    /// <param name="generator">Source of the choice. The same state and a larger number give a larger part that holds the smaller one.</param>
    /// <exception cref="InvalidOperationException">The set has no labels.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class has fewer images.</exception>
    public ImageDataset TakePerClass(int perClass, Generator generator)
    {
        if (Labels is null) throw new InvalidOperationException($"The set '{Name}' has no labels to choose by.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perClass);
        using var scope = NewDisposeScope();
        long[] labels = [.. Labels.cpu().data<long>()];
        long[] order = [.. randperm(Count, generator: generator).data<long>()];
        var classes = order.GroupBy(i => labels[i]).ToArray();
        if (classes.Min(one => one.Count()) is int fewest && fewest < perClass)
            throw new ArgumentOutOfRangeException(nameof(perClass), perClass, $"A class of the set '{Name}' has only {fewest} images.");
        var kept = classes.SelectMany(one => one.Take(perClass)).ToHashSet();
        var chosen = tensor(order.Where(kept.Contains).ToArray()).to(Images.device);
        return new ImageDataset($"{Name}, {perClass} per class", Images.index_select(0, chosen), Labels.index_select(0, chosen));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Images.Dispose();
        Labels?.Dispose();
    }

    internal ImageDataset MoveTo(Device device)
    {
        using (this) return new ImageDataset(Name, Images.to(device), Labels?.to(device));
    }
}
