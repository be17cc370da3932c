namespace VaeNotebooks;

/// <summary>How a key point joins its neighbours.</summary>
internal enum Join
{
    /// <summary>The pen is put down here.</summary>
    Start,

    /// <summary>The curve passes smoothly.</summary>
    Smooth,

    /// <summary>The curve may change its direction at once.</summary>
    Corner,
}

/// <summary>
/// Key points of one digit: x to the right, y down, height 0 to 1. Each point strays uniformly within its own range (what a style
/// leaves free) and by the image's jitter (what a hand does not control).
/// </summary>
internal sealed class Sketch
{
    private const int Capacity = 48;
    private DigitRandom _random;
    private double _jitter;

    public double[] X { get; } = new double[Capacity];

    public double[] Y { get; } = new double[Capacity];

    public Join[] Joins { get; } = new Join[Capacity];

    public int Count { get; private set; }

    public void Clear(DigitRandom source, double deviation)
    {
        (_random, _jitter, Count) = (source, deviation, 0);
    }

    public double Between(double low, double high) => _random.Between(low, high);

    public Sketch Down(double x, double y, double rangeX = 0.05, double rangeY = 0.04) => Add(x, y, rangeX, rangeY, Join.Start);

    public Sketch To(double x, double y, double rangeX = 0.05, double rangeY = 0.05) => Add(x, y, rangeX, rangeY, Join.Smooth);

    public Sketch Corner(double x, double y, double rangeX = 0.05, double rangeY = 0.05) => Add(x, y, rangeX, rangeY, Join.Corner);

    private Sketch Add(double x, double y, double rangeX, double rangeY, Join join)
    {
        X[Count] = x + (rangeX * _random.Between(-1, 1)) + (_jitter * _random.Bell());
        Y[Count] = y + (rangeY * _random.Between(-1, 1)) + (_jitter * _random.Bell());
        Joins[Count++] = join;
        return this;
    }
}
