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
    /// <param name="images"><c>[B, 784]</c> or any other shape, floating point, pixels in [0, 1].</param>
    /// <param name="generator">The source of chance, on the CPU; the same state gives the same draw.</param>
    /// <returns>The same shape and type, each pixel 0 or 1. A pixel of 0 is never on, one of 1 always.</returns>
    /// <exception cref="ArgumentException">The images are not floating point.</exception>
    public static Tensor Sample(Tensor images, Generator generator)
    {
        RequireFloatingPoint(images);
        using var scope = NewDisposeScope();
        var uniform = rand(images.shape, generator: generator).to(images.device); // in [0, 1)
        return uniform.lt(images).to(images.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>Deterministic binarisation: a pixel is on when its intensity is above 0.5, that is 128 of 255 or more.</summary>
    /// <param name="images"><c>[B, 784]</c> or any other shape, floating point, pixels in [0, 1].</param>
    /// <returns>The same shape and type, each pixel 0 or 1.</returns>
    /// <exception cref="ArgumentException">The images are not floating point.</exception>
    public static Tensor Threshold(Tensor images)
    {
        RequireFloatingPoint(images);
        using var on = images.gt(0.5);
        return on.to(images.dtype);
    }

    // Bytes from 0 to 255 would all be "on".
    private static void RequireFloatingPoint(Tensor images)
    {
        if (!images.is_floating_point())
        {
            throw new ArgumentException($"images must be floating point with pixels in [0, 1], not {images.dtype}.", nameof(images));
        }
    }
}
