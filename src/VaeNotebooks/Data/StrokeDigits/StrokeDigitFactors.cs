namespace VaeNotebooks;

/// <summary>
/// Everything that decides one StrokeDigits image: the same factors give the same image. Change one with <c>with</c> and render again
/// (<see cref="StrokeDigits.Render(IReadOnlyList{StrokeDigitFactors})"/>) to see what that factor alone does.
/// </summary>
/// <param name="Digit">Class, 0 to 9.</param>
/// <param name="Variant">Style of writing the digit, 0 to <see cref="StrokeDigits.VariantCount"/> - 1.</param>
/// <param name="Slant">Horizontal shear per unit of height; positive leans right. Each class adds a small lean of its own.</param>
/// <param name="Rotation">Degrees, clockwise.</param>
/// <param name="Width">Horizontal stretch, 1 as drawn; the box is fitted afterwards, so this changes the proportions.</param>
/// <param name="Taper">Positive: wider at the bottom than at the top, by this part of the width.</param>
/// <param name="Thickness">Radius of the pen in pixels of the image.</param>
/// <param name="Curl">Roundness: length of the Bezier handles, 1 as drawn, less for straighter strokes.</param>
/// <param name="Jitter">Deviation of the key points and of the smooth warp, in digit heights.</param>
/// <param name="Detail">Seed of what has no name: which way each key point strays, pressure, nib, sharpness.</param>
public readonly record struct StrokeDigitFactors(
    int Digit,
    int Variant,
    double Slant,
    double Rotation,
    double Width,
    double Taper,
    double Thickness,
    double Curl,
    double Jitter,
    ulong Detail)
{
    /// <summary>Names of the continuous factors, in the order of <see cref="ToArray"/>.</summary>
    public static IReadOnlyList<string> ContinuousNames { get; } =
        [nameof(Slant), nameof(Rotation), nameof(Width), nameof(Taper), nameof(Thickness), nameof(Curl), nameof(Jitter)];

    /// <summary>Values of the continuous factors, in the order of <see cref="ContinuousNames"/>.</summary>
    public double[] ToArray() => [Slant, Rotation, Width, Taper, Thickness, Curl, Jitter];

    internal void Validate(string argument)
    {
        if (Digit is < 0 or > 9) throw Wrong(argument, nameof(Digit), Digit, "0 to 9");
        int variants = StrokeDigits.VariantCount(Digit);
        if (Variant < 0 || Variant >= variants)
            throw Wrong(argument, nameof(Variant), Variant, $"0 to {variants - 1} for the digit {Digit}");
        Range(argument, nameof(Slant), Slant, -2.5, 2.5);
        Range(argument, nameof(Rotation), Rotation, -180, 180);
        Range(argument, nameof(Width), Width, 0.3, 3);
        Range(argument, nameof(Taper), Taper, -0.9, 0.9);
        Range(argument, nameof(Thickness), Thickness, 0.3, 4);
        Range(argument, nameof(Curl), Curl, 0, 2);
        Range(argument, nameof(Jitter), Jitter, 0, 0.5);
    }

    private static void Range(string argument, string name, double value, double low, double high)
    {
        if (!(value >= low && value <= high)) throw Wrong(argument, name, value, $"{low} to {high}");
    }

    private static ArgumentOutOfRangeException Wrong(string argument, string name, object value, string allowed) =>
        new(argument, $"{name} is {value}; it must be {allowed}.");
}
