namespace VaeNotebooks;

/// <content>The digits 5 to 9.</content>
internal static partial class Glyphs
{
    private static IReadOnlyList<Glyph> Five =>
    [
        new("hatted", 0.4, s =>
        {
            FiveBowl(s.Down(0.14, 0.06, 0.06, 0.05).Corner(0.08, 0.42, 0.07, 0.1));
            s.Down(0.14, 0.06, 0.08, 0.05).To(0.7, 0.02, 0.24, 0.08);
        }),
        new("angular", 0.35, s => FiveBowl(s.Down(0.7, 0.02, 0.24, 0.07).Corner(0.16, 0.06, 0.07, 0.05).Corner(0.09, 0.42, 0.07, 0.1))),
        new("snake", 0.25, s => s.Down(0.7, 0.03, 0.2, 0.07).To(0.34, 0.06, 0.06, 0.03).To(0.14, 0.22, 0.05, 0.06)
            .To(0.26, 0.42, 0.06, 0.04).To(0.46, 0.66, 0.07, 0.06).To(0.28, 0.96, 0.07, 0.03).To(-0.06, 0.88, 0.14, 0.12)),
    ];

    private static IReadOnlyList<Glyph> Six =>
    [
        new("curved", 0.6, s =>
        {
            double top = s.Between(0.4, 0.68), right = s.Between(0.42, 0.76);
            s.Down(0.44, 0, 0.12, 0.03).To(0.13, 0.38, 0.07, 0.06).To(0.03, 0.76, 0.04, 0.06).To(0.24, 1, 0.06, 0.02)
                .To(right, (top + 1) / 2, 0.03, 0.05).To(0.6 * right, top, 0.08, 0.03).To(0.05, (top + 1.05) / 2, 0.13, 0.1);
        }),
        new("upright", 0.4, s =>
        {
            double top = s.Between(0.42, 0.72), right = s.Between(0.36, 0.72);
            s.Down(0.22, 0, 0.1, 0.03).To(0.06, 0.42, 0.06, 0.06).To(0.02, 0.8, 0.04, 0.05).To(0.22, 1, 0.06, 0.02)
                .To(right, (top + 1) / 2, 0.03, 0.05).To(0.57 * right, top, 0.07, 0.03).To(0.05, (top + 1.1) / 2, 0.13, 0.1);
        }),
    ];

    private static IReadOnlyList<Glyph> Seven =>
    [
        new("plain", 0.37, s =>
        {
            s.Down(0, 0.1, 0.07, 0.1).To(0.3, 0.07, 0.06, 0.06);
            SevenStem(s.Corner(0.6, 0.05, 0.08, 0.06));
        }),
        new("serif", 0.2, s =>
        {
            s.Down(0.02, 0.24, 0.06, 0.14).Corner(0.06, 0.07, 0.06, 0.06).To(0.32, 0.09, 0.06, 0.05);
            SevenStem(s.Corner(0.6, 0.04, 0.08, 0.05));
        }),
        new("crossed", 0.18, s =>
        {
            SevenStem(s.Down(0, 0.12, 0.07, 0.12).To(0.28, 0.07, 0.06, 0.05).Corner(0.58, 0.04, 0.08, 0.05));
            s.Down(0.14, 0.54, 0.1, 0.09).To(0.56, 0.5, 0.1, 0.09);
        }),
        new("curved", 0.25, s => SevenStem(s.Down(0, 0.2, 0.07, 0.14).To(0.26, 0.04, 0.07, 0.04).To(0.54, 0.1, 0.06, 0.06))),
    ];

    private static IReadOnlyList<Glyph> Eight =>
    [
        new("crossing", 0.28, s => EightLoops(s, 1, start: 0.75, end: 0.6)),
        new("mirrored", 0.12, s => EightLoops(s, -1, start: 0.75, end: 0.6)),
        new("open", 0.22, s => EightLoops(s, 1, start: 1.4, end: 1.1)),
        new("straight", 0.3, s => EightLoops(s, 1, start: s.Between(0.8, 1.5), end: s.Between(0.9, 1.6), straight: true)),
        new("rings", 0.08, s =>
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
            NineLoop(s, s.Between(0.36, 0.62)).Corner(0.5, 0.07, 0.04, 0.06).To(0.45, 0.55, 0.05, 0.06).To(0.4, 1, 0.08, 0.03);
        }),
        new("lifted", 0.2, s =>
        {
            NineLoop(s, s.Between(0.36, 0.62));
            s.Down(0.5, 0.1, 0.04, 0.08).To(0.46, 0.55, 0.05, 0.06).To(0.42, 1, 0.08, 0.03);
        }),
        new("spiral", 0.22, s => NineSpiral(s, s.Between(0.38, 0.62)).To(0.36, 1, 0.1, 0.03)),
        new("hooked", 0.15, s => NineSpiral(s, s.Between(0.38, 0.52))
            .To(0.38, 0.88, 0.06, 0.04).To(0.14, 1, 0.06, 0.03).To(-0.02, 0.9, 0.07, 0.06)),
        new("angular", 0.13, s => s.Down(0.48, 0.08, 0.08, 0.07).To(0.2, 0.06, 0.08, 0.05)
            .To(0.02, 0.3, 0.08, 0.07).To(0.2, 0.44, 0.08, 0.06)
            .Corner(0.5, 0.1, 0.05, 0.05).To(0.44, 1, 0.08, 0.03)),
    ];

    private static Sketch FiveBowl(Sketch s) =>
        s.To(0.3, 0.38, 0.07, 0.06).To(0.52, 0.66, 0.1, 0.07).To(0.28, 0.99, 0.08, 0.03).To(-0.04, 0.86, 0.14, 0.14);

    private static Sketch SevenStem(Sketch s)
    {
        double foot = s.Between(0.04, 0.52);
        return s.To((0.52 + foot) / 2, 0.5, 0.05, 0.06).To(foot, 1, 0.03, 0.02);
    }

    /// <summary>One line through both loops; <paramref name="side"/> -1 writes it the other way round.</summary>
    private static void EightLoops(Sketch s, double side, double start, double end, bool straight = false)
    {
        double waist = s.Between(0.36, 0.68), lower = s.Between(0.12, 0.3), shift = s.Between(-0.03, 0.2);
        double upper = Math.Clamp(lower * s.Between(0.6, 1.7), 0.12, 0.34), middle = (1 + waist) / 2;
        (double u, double l) = (side * upper, side * lower);
        s.Down(shift + (u * start), 0.09 / start, 0.06, 0.06).To(shift, 0, 0.05, 0.02).To(shift - u, waist * 0.45, 0.04, 0.04)
            .To(0, waist, 0.04, 0.03).To(l, middle, 0.04, 0.04).To(0, 1, 0.05, 0.02).To(-l, middle, 0.04, 0.04).To(0, waist, 0.04, 0.03);
        if (!straight) s.To(shift + u, waist * 0.5, 0.04, 0.04);
        s.To(shift + (u * end), 0.07 / end, 0.08, 0.05);
    }

    private static void Ring(Sketch s, double a, double top, double bottom)
    {
        double middle = (top + bottom) / 2;
        s.Down(0.1 * a, top, 0.05, 0.02).To(-a, middle, 0.03, 0.03).To(0, bottom, 0.04, 0.02)
            .To(a, middle, 0.03, 0.03).To(0, top, 0.06, 0.03);
    }

    private static Sketch NineLoop(Sketch s, double bottom) =>
        s.Down(0.46, 0.12, 0.08, 0.09).To(0.26, 0, 0.07, 0.02).To(0, bottom * 0.55, 0.12, 0.06).To(0.2, bottom, 0.08, 0.03)
            .To(0.46, bottom * 0.55, 0.06, 0.06);

    private static Sketch NineSpiral(Sketch s, double bottom) =>
        s.Down(0.46, bottom * 0.7, 0.06, 0.06).To(0.2, bottom, 0.06, 0.03).To(0, bottom * 0.5, 0.1, 0.05).To(0.27, 0, 0.06, 0.02)
            .To(0.5, bottom * 0.55, 0.05, 0.05).To(0.46, 0.66, 0.06, 0.05);
}
