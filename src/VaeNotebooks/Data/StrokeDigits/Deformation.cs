namespace VaeNotebooks;

/// <summary>
/// A smooth warp (one random sinusoid per axis across each direction), then width and taper, lean, rotation, about the digit's middle.
/// </summary>
internal readonly struct Deformation
{
    private readonly double amplitudeX, frequencyX, phaseX, amplitudeY, frequencyY, phaseY;
    private readonly double width, taper, shear, sine, cosine;

    private Deformation(in StrokeDigitFactors f, double lean, double warp, DigitRandom random)
    {
        (amplitudeX, frequencyX, phaseX) = (warp * random.Bell(), random.Between(0.5, 1.3), random.Uniform());
        (amplitudeY, frequencyY, phaseY) = (warp * random.Bell(), random.Between(0.5, 1.3), random.Uniform());
        (width, taper, shear) = (f.Width, f.Taper, f.Slant + lean);
        (sine, cosine) = (PortableMath.SinTurns(f.Rotation / 360), PortableMath.CosTurns(f.Rotation / 360));
    }

    public static Deformation From(in StrokeDigitFactors f, double lean, double warp, DigitRandom random) => new(f, lean, warp, random);

    public void Apply(Polyline line)
    {
        double middle = Middle(line);
        for (int k = 0; k < line.Count; k++)
        {
            (double x, double y) = (line.X[k] - middle, line.Y[k] - 0.5);
            double wx = x + (amplitudeX * PortableMath.SinTurns(phaseX + (frequencyX * y)));
            double wy = y + (amplitudeY * PortableMath.SinTurns(phaseY + (frequencyY * x)));
            double sx = (wx * width * (1 + (2 * taper * wy))) - (shear * wy);
            line.X[k] = (cosine * sx) - (sine * wy);
            line.Y[k] = (sine * sx) + (cosine * wy);
        }
    }

    private static double Middle(Polyline line)
    {
        (double low, double high) = (double.MaxValue, double.MinValue);
        for (int k = 0; k < line.Count; k++) (low, high) = (Math.Min(low, line.X[k]), Math.Max(high, line.X[k]));
        return (low + high) / 2;
    }
}
