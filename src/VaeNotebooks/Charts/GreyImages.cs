using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>Grey images of equal size, as bytes.</summary>
internal sealed record GreyImages(byte[][] Pixels, int Height, int Width)
{
    /// <summary>From <c>[N, 784]</c> or <c>[N, 1, H, W]</c>, pixels in [0, 1].</summary>
    /// <exception cref="ArgumentException">Another shape, no image, or a pixel that is NaN or outside [0, 1].</exception>
    public static GreyImages From(Tensor images)
    {
        (int height, int width) = Size(images);
        double[] values = Tensors.ToDoubles(images);
        if (Array.FindIndex(values, value => !(value is >= 0 and <= 1)) is int bad and >= 0)
        {
            throw new ArgumentException(
                $"pixels must be in [0, 1]; pixel {bad % (height * width)} of image {bad / (height * width)} is {values[bad]}. "
                + "Apply sigmoid to logits, or clamp(0, 1) to what may run over.",
                nameof(images));
        }

        return new([.. values.Select(value => (byte)Math.Round(value * 255)).ToArray().Chunk(height * width)], height, width);
    }

    /// <summary>The image as PNG, each pixel drawn as a square of <paramref name="scale"/> pixels.</summary>
    public byte[] ToPng(int index, int scale)
    {
        byte[] large = new byte[Height * scale * Width * scale];
        Paste(index, scale, large, Width * scale, 0, 0);
        return PngWriter.Encode(large, Width * scale, Height * scale);
    }

    /// <summary>Copies an image, enlarged, into a larger one.</summary>
    public void Paste(int index, int scale, byte[] canvas, int canvasWidth, int top, int left)
    {
        for (int row = 0; row < Height * scale; row++)
        {
            for (int column = 0; column < Width * scale; column++)
            {
                canvas[((top + row) * canvasWidth) + left + column] = Pixels[index][(row / scale * Width) + (column / scale)];
            }
        }
    }

    private static (int Height, int Width) Size(Tensor images)
    {
        long[] shape = images.shape;
        return shape switch
        {
            [> 0, ImageDataset.PixelCount] => (ImageDataset.Side, ImageDataset.Side),
            [> 0, 1, > 0, > 0] => ((int)shape[2], (int)shape[3]),
            _ => throw new ArgumentException(
                $"images must be of shape [N, {ImageDataset.PixelCount}] or [N, 1, height, width], not {Shapes.Text(images)}.", nameof(images)),
        };
    }
}
