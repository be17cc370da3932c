namespace VaeNotebooks;

/// <summary>One way of writing a digit.</summary>
/// <param name="Name">Short name of the style.</param>
/// <param name="Weight">Part of the digit's images written so.</param>
/// <param name="Draw">Puts the key points into a sketch.</param>
internal sealed record Glyph(string Name, double Weight, Action<Sketch> Draw);

/// <summary>The table of styles, and what a class does to its images whatever the style.</summary>
internal static partial class Glyphs
{
    private static readonly IReadOnlyList<Glyph>[] Table = [Zero, One, Two, Three, Four, Five, Six, Seven, Eight, Nine];

    private static readonly double[] Leans = [0.1, 0.06, -0.09, -0.1, -0.01, -0.08, -0.12, -0.16, -0.07, -0.03];

    private static readonly double[] PenScales = [1.02, 1.04, 0.97, 0.93, 0.86, 0.88, 0.91, 0.97, 0.85, 0.84];

    /// <summary>The styles of a digit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 to 9.</exception>
    public static IReadOnlyList<Glyph> Of(int digit) =>
        digit is >= 0 and <= 9 ? Table[digit] : throw new ArgumentOutOfRangeException(nameof(digit), digit, "A digit is 0 to 9.");

    /// <summary>Style by weight.</summary>
    /// <param name="digit">0 to 9.</param>
    /// <param name="uniform">In [0, 1).</param>
    public static int PickVariant(int digit, double uniform)
    {
        var glyphs = Table[digit];
        int variant = 0;
        while (variant < glyphs.Count - 1 && uniform >= glyphs[variant].Weight) uniform -= glyphs[variant++].Weight;
        return variant;
    }

    /// <summary>Slant that the class adds.</summary>
    public static double Lean(int digit) => Leans[digit];

    /// <summary>Pen radius relative to the image's thickness.</summary>
    public static double PenScale(int digit) => PenScales[digit];

    /// <summary>A single straight stroke is written with a steadier hand.</summary>
    public static double Steadiness(int digit) => digit == 1 ? 0.4 : 1;
}
