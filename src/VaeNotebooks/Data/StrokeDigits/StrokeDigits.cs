namespace VaeNotebooks;

/// <summary>
/// Handwriting-like digits 0-9, 28 x 28 grey, drawn from stroke skeletons with known factors. Image i of a seed is the same whatever
/// the count, the thread or the platform: each has its own counter-based generator, and only arithmetic that IEEE 754 fixes is used.
/// </summary>
public static class StrokeDigits
{
    private const int MaxCount = int.MaxValue / ImageDataset.PixelCount;

    /// <summary>Draws images 0 to <paramref name="count"/> - 1 of a seed, on all cores.</summary>
    /// <param name="count">Number of images, at least 1.</param>
    /// <param name="seed">Any number; the course trains on seed 1 and tests on seed 2.</param>
    /// <param name="options">Spread of the factors; <see cref="StrokeDigitsOptions.Readable"/> when null.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive, or more than fit in one array.</exception>
    public static StrokeDigitImages Generate(int count, ulong seed, StrokeDigitsOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxCount);
        options ??= StrokeDigitsOptions.Readable;
        var factors = new StrokeDigitFactors[count];
        for (int i = 0; i < count; i++) factors[i] = Sample(seed, (ulong)i, options);
        return Draw(factors);
    }

    /// <summary>Factors of image <paramref name="index"/> of a seed, without drawing it.</summary>
    /// <param name="seed">The set.</param>
    /// <param name="index">The image within it.</param>
    /// <param name="options">Spread of the factors.</param>
    public static StrokeDigitFactors Sample(ulong seed, ulong index, StrokeDigitsOptions options)
    {
        var random = DigitRandom.For(seed, index);
        int digit = (int)(random.Next() % 10);
        return new StrokeDigitFactors(
            digit,
            Glyphs.PickVariant(digit, random.Uniform()),
            Slant: options.SlantMean + (options.SlantSpread * random.Bell()),
            Rotation: options.RotationSpread * random.Bell(),
            Width: random.LogBetween(1 / options.WidthSpread, options.WidthSpread),
            Taper: options.TaperSpread * random.Bell(),
            Thickness: Math.Clamp(options.ThicknessMean + (options.ThicknessSpread * random.Bell()), 0.7, 2.6),
            Curl: 1 + (options.CurlSpread * random.Between(-1, 1)),
            Jitter: options.Jitter * PortableMath.Exp(0.4 * random.Bell()),
            Detail: random.Next());
    }

    /// <summary>Draws images with the factors given: the way to sweep or to fix a factor.</summary>
    /// <param name="factors">One per image, at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is out of range; the message names it.</exception>
    /// <exception cref="ArgumentException"><paramref name="factors"/> is empty.</exception>
    public static StrokeDigitImages Render(IReadOnlyList<StrokeDigitFactors> factors)
    {
        if (factors.Count == 0) throw new ArgumentException("No factors: give at least one image to draw.", nameof(factors));
        foreach (var f in factors) f.Validate(nameof(factors));
        return Draw([.. factors]);
    }

    /// <summary>Number of styles in which a digit is written.</summary>
    /// <param name="digit">0 to 9.</param>
    public static int VariantCount(int digit) => Glyphs.Of(digit).Count;

    /// <summary>Short name of a style, for example <c>crossed</c> for a seven with a bar.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="variant">0 to <see cref="VariantCount"/> - 1.</param>
    public static string VariantName(int digit, int variant) => Glyphs.Of(digit)[variant].Name;

    private static StrokeDigitImages Draw(StrokeDigitFactors[] factors)
    {
        var pixels = new byte[factors.Length * ImageDataset.PixelCount];
        Parallel.For(0, factors.Length, () => new DigitPainter(), (i, _, painter) =>
        {
            painter.Paint(factors[i], pixels.AsSpan(i * ImageDataset.PixelCount, ImageDataset.PixelCount));
            return painter;
        }, _ => { });
        return new StrokeDigitImages(pixels, factors);
    }
}
