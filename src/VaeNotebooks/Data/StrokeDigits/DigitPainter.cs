namespace VaeNotebooks;

/// <summary>From factors to pixels: skeleton, curve, deformation, ink. Holds the buffers of one thread.</summary>
internal sealed class DigitPainter
{
    private readonly Sketch _sketch = new();
    private readonly Polyline _line = new();
    private readonly InkCanvas _canvas = new();

    public void Paint(in StrokeDigitFactors f, Span<byte> pixels)
    {
        var random = new DigitRandom(f.Detail);
        double jitter = f.Jitter * Glyphs.Steadiness(f.Digit);

        // 1. Skeleton: the key points of this style, each strayed a little.
        _sketch.Clear(new DigitRandom(random.Next()), jitter);
        Glyphs.Of(f.Digit)[f.Variant].Draw(_sketch);

        // 2. Curve: cubic Beziers through the key points, flattened, with the pressure of the pen along it.
        _line.Trace(_sketch, new DigitRandom(random.Next()), f.Curl, turn: 2.5 * jitter);

        // 3. Deformation: warp, proportions, lean, rotation.
        Deformation.From(f, Glyphs.Lean(f.Digit), jitter, new DigitRandom(random.Next())).Apply(_line);

        // 4. Ink: fitted to the box, drawn, softened, centred by mass.
        _canvas.Draw(_line, f.Thickness * Glyphs.PenScale(f.Digit), new DigitRandom(random.Next()), pixels);
    }
}
