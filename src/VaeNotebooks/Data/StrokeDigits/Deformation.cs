namespace VaeNotebooks;

/// <summary>
/// A smooth warp (one random sinusoid per axis across each direction), then width and taper, lean, rotation, about the digit's middle.
/// </summary>
internal readonly struct Deformation
{
    private readonly double _amplitudeX, _frequencyX, _phaseX, _amplitudeY, _frequencyY, _phaseY;
    private readonly double _width, _taper, _shear, _sine, _cosine;

    private Deformation(in StrokeDigitFactors f, double lean, double warp, DigitRandom random)
    {
        (_amplitudeX, _frequencyX, _phaseX) = (warp * random.Bell(), random.Between(0.5, 1.3), random.Uniform());
        (_amplitudeY, _frequencyY, _phaseY) = (warp * random.Bell(), random.Between(0.5, 1.3), random.Uniform());
        (_width, _taper, _shear) = (f.Width, f.Taper, f.Slant + lean);
        (_sine, _cosine) = (PortableMath.SinTurns(f.Rotation / 360), PortableMath.CosTurns(f.Rotation / 360));
    }

    public static Deformation From(in StrokeDigitFactors f, double lean, double warp, DigitRandom random) => new(f, lean, warp, random);

    public void Apply(Polyline line)
    {
        double middle = Middle(line);
        for (int k = 0; k < line.Count; k++)
        {
            (double x, double y) = (line.X[k] - middle, line.Y[k] - 0.5);
            double wx = x + (_amplitudeX * PortableMath.SinTurns(_phaseX + (_frequencyX * y)));
            double wy = y + (_amplitudeY * PortableMath.SinTurns(_phaseY + (_frequencyY * x)));
            double sx = (wx * _width * (1 + (2 * _taper * wy))) - (_shear * wy);
            line.X[k] = (_cosine * sx) - (_sine * wy);
            line.Y[k] = (_sine * sx) + (_cosine * wy);
        }
    }

    private static double Middle(Polyline line)
    {
        (double low, double high) = (double.MaxValue, double.MinValue);
        for (int k = 0; k < line.Count; k++) (low, high) = (Math.Min(low, line.X[k]), Math.Max(high, line.X[k]));
        return (low + high) / 2;
    }
}
