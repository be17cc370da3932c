namespace VaeNotebooks;

/// <summary>
/// Sine, exponential and logarithm from +, -, x, / alone, which IEEE 754 fixes to the last bit. The system's own differ in the last
/// digits between platforms, and one such digit can flip a pixel. Accurate to 1e-8 in the ranges used here.
/// </summary>
internal static class PortableMath
{
    /// <summary>sin(2 pi x), for x in turns.</summary>
    public static double SinTurns(double turns)
    {
        double t = turns - Math.Floor(turns + 0.5);
        if (t > 0.25) t = 0.5 - t;
        if (t < -0.25) t = -0.5 - t;
        double x = 2 * Math.PI * t;
        double s = x * x;
        return x * (1 - (s / 6 * (1 - (s / 20 * (1 - (s / 42 * (1 - (s / 72 * (1 - (s / 110 * (1 - (s / 156))))))))))));
    }

    /// <summary>cos(2 pi x), for x in turns.</summary>
    public static double CosTurns(double turns) => SinTurns(turns + 0.25);

    /// <summary>e^x for |x| up to about 3: e^(x/16) by its series, then squared four times.</summary>
    public static double Exp(double x)
    {
        double y = x / 16;
        double e = 1 + (y * (1 + (y / 2 * (1 + (y / 3 * (1 + (y / 4 * (1 + (y / 5 * (1 + (y / 6 * (1 + (y / 7)))))))))))));
        e *= e;
        e *= e;
        e *= e;
        return e * e;
    }

    /// <summary>ln x for x between about 1/10 and 10: Newton's method on <see cref="Exp"/>.</summary>
    public static double Log(double x)
    {
        double y = 2 * (x - 1) / (x + 1);
        for (int i = 0; i < 4; i++) y += 2 * (x - Exp(y)) / (x + Exp(y)); // Halley's step: the error is cubed
        return y;
    }
}
