namespace VaeNotebooks;

/// <summary>
/// The curve through a sketch's key points: cubic Beziers, cut into short straight pieces. Piece k runs from point k - 1 to point k
/// unless k starts a stroke.
/// </summary>
internal sealed class Polyline
{
    /// <summary>Points that fit: a sketch's at up to 12 pieces each, with room to spare.</summary>
    public const int Capacity = 640;

    private const double HandleLength = 0.37; // of the chord; a quarter circle would need 0.39

    private readonly double[] _outX = new double[64], _outY = new double[64], _inX = new double[64], _inY = new double[64];

    public double[] X { get; } = new double[Capacity];

    public double[] Y { get; } = new double[Capacity];

    /// <summary>Pen radius relative to the image's thickness.</summary>
    public double[] Pressure { get; } = new double[Capacity];

    public bool[] Starts { get; } = new bool[Capacity];

    public int Count { get; private set; }

    /// <summary>Flattens a sketch.</summary>
    /// <param name="sketch">Key points.</param>
    /// <param name="random">Source of handle lengths, turned tangents and pressure.</param>
    /// <param name="curl">Scale of the handles.</param>
    /// <param name="turn">Deviation by which tangents are turned, in radians.</param>
    public void Trace(Sketch sketch, DigitRandom random, double curl, double turn)
    {
        Count = 0;
        double amplitude = 0.2 * random.Bell();
        for (int first = 0; first < sketch.Count;)
        {
            int last = first;
            while (last + 1 < sketch.Count && sketch.Joins[last + 1] != Join.Start) last++;
            Tangents(sketch, first, last, turn, ref random);
            int begin = Count;
            Append(sketch.X[first], sketch.Y[first], start: true);
            for (int k = first; k < last; k++) Bezier(sketch, k, curl, ref random);
            Press(begin, amplitude, cycles: random.Between(0.5, 1.5), phase: random.Uniform());
            first = last + 1;
        }
    }

    /// <summary>Directions in which the curve leaves (out) and reaches (in) each key point of one stroke.</summary>
    private void Tangents(Sketch s, int first, int last, double turn, ref DigitRandom random)
    {
        SmoothTangents(s, first, last, turn, ref random);
        FreeTangents(s, first, last);
    }

    private void SmoothTangents(Sketch s, int first, int last, double turn, ref DigitRandom random)
    {
        for (int k = first + 1; k < last; k++)
        {
            if (s.Joins[k] == Join.Corner) continue;
            (double bx, double by, double before) = Chord(s, k - 1);
            (double ax, double ay, double after) = Chord(s, k);

            // The shorter chord says more about the direction here.
            (double tx, double ty) = Unit((bx * after) + (ax * before), (by * after) + (ay * before));
            double angle = turn * random.Bell();
            (_outX[k], _outY[k]) = (_inX[k], _inY[k]) = Unit(tx - (angle * ty), ty + (angle * tx));
        }
    }

    /// <summary>A free end mirrors the tangent of the other end about the chord, as on an arc of a circle.</summary>
    private void FreeTangents(Sketch s, int first, int last)
    {
        for (int k = first; k < last; k++)
        {
            bool freeStart = k == first || s.Joins[k] == Join.Corner;
            bool freeEnd = k + 1 == last || s.Joins[k + 1] == Join.Corner;
            (double cx, double cy, _) = Chord(s, k);
            if (freeStart && freeEnd) (_outX[k], _outY[k], _inX[k + 1], _inY[k + 1]) = (cx, cy, cx, cy);
            else if (freeStart) (_outX[k], _outY[k]) = Mirror(_inX[k + 1], _inY[k + 1], cx, cy);
            else if (freeEnd) (_inX[k + 1], _inY[k + 1]) = Mirror(_outX[k], _outY[k], cx, cy);
        }
    }

    private void Bezier(Sketch s, int k, double curl, ref DigitRandom random)
    {
        (_, _, double chord) = Chord(s, k);
        double a = HandleLength * chord * curl * random.Between(0.8, 1.15), b = HandleLength * chord * curl * random.Between(0.8, 1.15);
        (double x0, double y0, double x3, double y3) = (s.X[k], s.Y[k], s.X[k + 1], s.Y[k + 1]);
        (double x1, double y1) = (x0 + (a * _outX[k]), y0 + (a * _outY[k]));
        (double x2, double y2) = (x3 - (b * _inX[k + 1]), y3 - (b * _inY[k + 1]));
        int pieces = Math.Clamp((int)(chord * 12) + 2, 3, 12);
        for (int i = 1; i <= pieces; i++)
        {
            double t = (double)i / pieces, u = 1 - t;
            (double c0, double c1, double c2, double c3) = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t);
            Append((c0 * x0) + (c1 * x1) + (c2 * x2) + (c3 * x3), (c0 * y0) + (c1 * y1) + (c2 * y2) + (c3 * y3), start: false);
        }
    }

    /// <summary>Pressure is a slow sinusoid along the stroke.</summary>
    private void Press(int begin, double amplitude, double cycles, double phase)
    {
        int pieces = Math.Max(1, Count - 1 - begin);
        for (int k = begin; k < Count; k++)
            Pressure[k] = 1 + (amplitude * PortableMath.SinTurns(phase + (cycles * (k - begin) / pieces)));
    }

    private void Append(double x, double y, bool start)
    {
        (X[Count], Y[Count], Starts[Count]) = (x, y, start);
        Count++;
    }

    private static (double X, double Y, double Length) Chord(Sketch s, int k)
    {
        (double dx, double dy) = (s.X[k + 1] - s.X[k], s.Y[k + 1] - s.Y[k]);
        double length = Math.Sqrt((dx * dx) + (dy * dy)) + 1e-9;
        return (dx / length, dy / length, length);
    }

    private static (double X, double Y) Unit(double x, double y)
    {
        double length = Math.Sqrt((x * x) + (y * y)) + 1e-9;
        return (x / length, y / length);
    }

    /// <summary>Reflects (x, y) about the line along the unit vector (cx, cy).</summary>
    private static (double X, double Y) Mirror(double x, double y, double cx, double cy)
    {
        double along = 2 * ((x * cx) + (y * cy));
        return ((along * cx) - x, (along * cy) - y);
    }
}
