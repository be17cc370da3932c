namespace VaeNotebooks;

/// <content>The digits 5 to 9.</content>
internal static partial class Glyphs
{
    private static IReadOnlyList<Glyph> Five =>
    [
        new("hatted", 0.4, s =>
        {
            FiveBowl(s.Down(0.14, 0.06, 0.06, 0.05).Corner(0.08, 0.42, 0.07, 0.06));
            s.Down(0.14, 0.06, 0.08, 0.05).To(0.6, 0.02, 0.14, 0.06);
        }),
        new("angular", 0.35, s => FiveBowl(s.Down(0.6, 0.02, 0.14, 0.06).Corner(0.16, 0.06, 0.06, 0.04).Corner(0.09, 0.42, 0.06, 0.06))),
        new("snake", 0.25, s => s.Down(0.62, 0.03, 0.12, 0.05).To(0.34, 0.06, 0.06, 0.03).To(0.14, 0.22, 0.05, 0.06)
            .To(0.26, 0.42, 0.06, 0.04).To(0.46, 0.66, 0.07, 0.06).To(0.28, 0.96, 0.07, 0.03).To(-0.02, 0.9, 0.1, 0.08)),
    ];

    private static IReadOnlyList<Glyph> Six =>
    [
        new("curved", 0.6, s =>
        {
            double top = s.Between(0.48, 0.66);
            s.Down(0.44, 0, 0.12, 0.03).To(0.13, 0.38, 0.07, 0.06).To(0.03, 0.76, 0.04, 0.06).To(0.24, 1, 0.06, 0.02)
                .To(0.5, (top + 1) / 2, 0.07, 0.05).To(0.3, top, 0.07, 0.03).To(0.06, (top + 1.05) / 2, 0.06, 0.06);
        }),
        new("upright", 0.4, s =>
        {
            double top = s.Between(0.5, 0.7);
            s.Down(0.22, 0, 0.1, 0.03).To(0.06, 0.42, 0.06, 0.06).To(0.02, 0.8, 0.04, 0.05).To(0.22, 1, 0.06, 0.02)
                .To(0.42, (top + 1) / 2, 0.06, 0.05).To(0.24, top, 0.06, 0.03).To(0.08, (top + 1.1) / 2, 0.06, 0.06);
        }),
    ];

    private static IReadOnlyList<Glyph> Seven =>
    [
        new("plain", 0.4, s =>
        {
            s.Down(0, 0.08, 0.06, 0.07);
            SevenStem(s.Corner(0.56, 0.05, 0.06, 0.05));
        }),
        new("serif", 0.2, s =>
        {
            s.Down(0.02, 0.2, 0.05, 0.1).Corner(0.04, 0.06, 0.05, 0.05);
            SevenStem(s.Corner(0.58, 0.04, 0.06, 0.05));
        }),
        new("crossed", 0.15, s =>
        {
            SevenStem(s.Down(0, 0.08, 0.06, 0.06).Corner(0.56, 0.04, 0.06, 0.05));
            s.Down(0.14, 0.52, 0.08, 0.06).To(0.54, 0.48, 0.08, 0.06);
        }),
        new("curved", 0.25, s => SevenStem(s.Down(0, 0.14, 0.06, 0.08).To(0.28, 0.04, 0.06, 0.04).To(0.54, 0.09, 0.05, 0.05))),
    ];

    private static IReadOnlyList<Glyph> Eight =>
    [
        new("crossing", 0.35, s => EightLoops(s, 1, 0, 0.75, 0.1)),
        new("mirrored", 0.2, s => EightLoops(s, -1, 0, 0.75, 0.1)),
        new("open", 0.2, s => EightLoops(s, 1, 0, 1.3, 0.02)),
        new("shifted", 0.15, s => EightLoops(s, 1, s.Between(0.05, 0.18), 0.75, 0.1)),
        new("rings", 0.1, s =>
        {
            double waist = s.Between(0.4, 0.55), upper = s.Between(0.15, 0.26), lower = s.Between(0.2, 0.3);
            Ring(s, upper, 0, waist);
            Ring(s, lower, waist, 1);
        }),
    ];

    private static IReadOnlyList<Glyph> Nine =>
    [
        new("retraced", 0.3, s =>
        {
            NineLoop(s, s.Between(0.38, 0.55)).Corner(0.5, 0.07, 0.04, 0.06).To(0.45, 0.55, 0.05, 0.06).To(0.4, 1, 0.08, 0.03);
        }),
        new("lifted", 0.2, s =>
        {
            NineLoop(s, s.Between(0.38, 0.55));
            s.Down(0.5, 0.1, 0.04, 0.08).To(0.46, 0.55, 0.05, 0.06).To(0.42, 1, 0.08, 0.03);
        }),
        new("spiral", 0.25, s => NineSpiral(s, s.Between(0.4, 0.56)).To(0.36, 1, 0.1, 0.03)),
        new("hooked", 0.15, s => NineSpiral(s, s.Between(0.38, 0.52)).To(0.38, 0.88, 0.06, 0.04).To(0.14, 1, 0.06, 0.03).To(-0.02, 0.9, 0.07, 0.06)),
        new("angular", 0.1, s => s.Down(0.5, 0.06, 0.06, 0.05).To(0.2, 0.06, 0.06, 0.04).To(0.03, 0.3, 0.05, 0.06).To(0.2, 0.44, 0.06, 0.05)
            .Corner(0.5, 0.1, 0.05, 0.05).To(0.44, 1, 0.08, 0.03)),
    ];

    private static Sketch FiveBowl(Sketch s) =>
        s.To(0.3, 0.38, 0.06, 0.05).To(0.52, 0.66, 0.08, 0.06).To(0.28, 0.99, 0.07, 0.03).To(-0.02, 0.88, 0.09, 0.08);

    private static Sketch SevenStem(Sketch s)
    {
        double foot = s.Between(0.06, 0.5);
        return s.To((0.52 + foot) / 2, 0.5, 0.05, 0.06).To(foot, 1, 0.03, 0.02);
    }

    /// <summary>One line through both loops; <paramref name="side"/> -1 writes it the other way round.</summary>
    private static void EightLoops(Sketch s, double side, double shift, double endX, double endY)
    {
        double waist = s.Between(0.36, 0.62), lower = s.Between(0.2, 0.32);
        double upper = Math.Clamp(lower * s.Between(0.6, 1.5), 0.14, 0.34), middle = (1 + waist) / 2;
        (double u, double l) = (side * upper, side * lower);
        s.Down(shift + (u * endX), endY, 0.06, 0.05).To(shift, 0, 0.05, 0.02).To(shift - u, waist * 0.45, 0.04, 0.04).To(0, waist, 0.04, 0.03)
            .To(l, middle, 0.04, 0.04).To(0, 1, 0.05, 0.02).To(-l, middle, 0.04, 0.04).To(0, waist, 0.04, 0.03)
            .To(shift + u, waist * 0.5, 0.04, 0.04).To(shift + (u * endX * 0.8), endY, 0.07, 0.05);
    }

    private static void Ring(Sketch s, double a, double top, double bottom)
    {
        double middle = (top + bottom) / 2;
        s.Down(0.1 * a, top, 0.05, 0.02).To(-a, middle, 0.03, 0.03).To(0, bottom, 0.04, 0.02).To(a, middle, 0.03, 0.03).To(0, top, 0.06, 0.03);
    }

    private static Sketch NineLoop(Sketch s, double bottom) =>
        s.Down(0.47, 0.12, 0.05, 0.06).To(0.26, 0, 0.06, 0.02).To(0.02, bottom * 0.55, 0.06, 0.05).To(0.2, bottom, 0.06, 0.03)
            .To(0.46, bottom * 0.55, 0.04, 0.05);

    private static Sketch NineSpiral(Sketch s, double bottom) =>
        s.Down(0.46, bottom * 0.7, 0.06, 0.06).To(0.2, bottom, 0.06, 0.03).To(0.02, bottom * 0.5, 0.05, 0.05).To(0.27, 0, 0.06, 0.02)
            .To(0.5, bottom * 0.55, 0.05, 0.05).To(0.46, 0.66, 0.06, 0.05);
}
