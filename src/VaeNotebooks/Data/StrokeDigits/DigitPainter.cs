namespace VaeNotebooks;

/// <summary>From factors to pixels: skeleton, curve, deformation, ink. Holds the buffers of one thread.</summary>
internal sealed class DigitPainter
{
    private readonly Sketch sketch = new();
    private readonly Polyline line = new();
    private readonly InkCanvas canvas = new();

    public void Paint(in StrokeDigitFactors f, Span<byte> pixels)
    {
        var random = new DigitRandom(f.Detail);
        double jitter = f.Jitter * Glyphs.Steadiness(f.Digit);

        // 1. Skeleton: the key points of this style, each strayed a little.
        sketch.Clear(new DigitRandom(random.Next()), jitter);
        Glyphs.Of(f.Digit)[f.Variant].Draw(sketch);

        // 2. Curve: cubic Beziers through the key points, flattened, with the pressure of the pen along it.
        line.Trace(sketch, new DigitRandom(random.Next()), f.Curl, turn: 2.5 * jitter);

        // 3. Deformation: warp, proportions, lean, rotation.
        Deformation.From(f, Glyphs.Lean(f.Digit), jitter, new DigitRandom(random.Next())).Apply(line);

        // 4. Ink: fitted to the box, drawn, softened, centred by mass.
        canvas.Draw(line, f.Thickness * Glyphs.PenScale(f.Digit), new DigitRandom(random.Next()), pixels);
    }
}
