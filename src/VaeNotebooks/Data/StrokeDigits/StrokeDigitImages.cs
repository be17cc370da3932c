using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>Rendered digits with the factors that made them.</summary>
public sealed class StrokeDigitImages
{
    internal StrokeDigitImages(byte[] pixels, StrokeDigitFactors[] factors)
    {
        (Pixels, Factors, Labels) = (pixels, factors, Array.ConvertAll(factors, f => (long)f.Digit));
    }

    /// <summary>N x 784 grey values, 0 = paper, 255 = ink; row by row, top row first.</summary>
    public byte[] Pixels { get; }

    /// <summary>One per image.</summary>
    public StrokeDigitFactors[] Factors { get; }

    /// <summary>Class of each image, 0 to 9.</summary>
    public long[] Labels { get; }

    /// <summary>Number of images.</summary>
    public int Count => Factors.Length;

    /// <summary>The 784 grey values of one image.</summary>
    public ReadOnlySpan<byte> Image(int index) => Pixels.AsSpan(index * ImageDataset.PixelCount, ImageDataset.PixelCount);

    /// <summary>
    /// Continuous factors as a table <c>[N, 7]</c>, float32, columns as in <see cref="StrokeDigitFactors.ContinuousNames"/>; not
    /// standardised. The caller owns it.
    /// </summary>
    public Tensor FactorTable()
    {
        double[] values = [.. Factors.SelectMany(f => f.ToArray())];
        return tensor(values, [Count, StrokeDigitFactors.ContinuousNames.Count], ScalarType.Float32);
    }

    /// <summary>The images as float32 <c>[N, 784]</c> in [0, 1] and the labels as int64 <c>[N]</c>; the caller owns the result.</summary>
    /// <param name="name">Short name for messages and captions.</param>
    public ImageDataset ToDataset(string name)
    {
        using var scope = NewDisposeScope();
        Tensor images = tensor(Pixels, [Count, ImageDataset.PixelCount]).to(ScalarType.Float32).div_(255);
        return new ImageDataset(name, images, tensor(Labels));
    }
}
