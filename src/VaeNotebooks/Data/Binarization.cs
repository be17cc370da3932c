using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// Grey images to black and white, for a Bernoulli likelihood.
/// Numbers under different binarisations are numbers about different data and are never compared:
/// the fixed files of <c>binarized-mnist</c> (drawn once, by Larochelle), <see cref="Sample"/> (drawn anew each time) and
/// <see cref="Threshold"/> differ by several nats for the same model.
/// </summary>
public static class Binarization
{
    /// <summary>
    /// Dynamic binarisation: each pixel is on with probability equal to its intensity, <c>x_i ~ Bernoulli(p_i)</c>, drawn anew at each call
    /// (Burda, Grosse, Salakhutdinov 2016). A fresh draw per epoch also acts as data augmentation.
    /// </summary>
    /// <param name="images"><c>[B, 784]</c>, float32, pixels in [0, 1].</param>
    /// <param name="generator">The source of chance; the same state gives the same draw.</param>
    /// <returns><c>[B, 784]</c>, float32, each 0 or 1. A pixel of 0 is never on, one of 1 always.</returns>
    /// <exception cref="ArgumentException">The images are not of that shape and type.</exception>
    public static Tensor Sample(Tensor images, Generator generator)
    {
        RequireImages(images);
        using var uniform = rand(images.shape, dtype: ScalarType.Float32, device: images.device, generator: generator); // in [0, 1)
        using var on = uniform.lt(images);
        return on.to(ScalarType.Float32);
    }

    /// <summary>Deterministic binarisation: a pixel is on when its intensity is above 0.5, that is 128 of 255 or more.</summary>
    /// <param name="images"><c>[B, 784]</c>, float32, pixels in [0, 1].</param>
    /// <returns><c>[B, 784]</c>, float32, each 0 or 1.</returns>
    /// <exception cref="ArgumentException">The images are not of that shape and type.</exception>
    public static Tensor Threshold(Tensor images)
    {
        RequireImages(images);
        using var on = images.gt(0.5);
        return on.to(ScalarType.Float32);
    }

    private static void RequireImages(Tensor images)
    {
        if (images.dim() != 2 || images.shape[1] != ImageDataset.PixelCount || images.dtype != ScalarType.Float32)
        {
            throw new ArgumentException(
                $"images must be float32 of shape [B, {ImageDataset.PixelCount}], not {images.dtype} of shape [{string.Join(", ", images.shape)}].",
                nameof(images));
        }
    }
}
