using System.Numerics;

namespace VaeNotebooks;

/// <summary>A nonlinearity and its slope, the latter from what the former gave.</summary>
internal interface INonlinearity
{
    /// <summary><c>f(a)</c></summary>
    static abstract Vector<float> Apply(Vector<float> a);

    /// <summary><c>f'(a)</c>, given <c>y = f(a)</c>.</summary>
    static abstract Vector<float> Slope(Vector<float> y);
}

internal readonly struct Identity : INonlinearity
{
    public static Vector<float> Apply(Vector<float> a) => a;

    public static Vector<float> Slope(Vector<float> y) => Vector<float>.One;
}

internal readonly struct Relu : INonlinearity
{
    public static Vector<float> Apply(Vector<float> a) => Vector.Max(a, Vector<float>.Zero);

    public static Vector<float> Slope(Vector<float> y) => Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<float>.Zero), Vector<float>.One, Vector<float>.Zero);
}

internal readonly struct Elu : INonlinearity
{
    public static Vector<float> Apply(Vector<float> a) =>
        Vector.Max(a, Vector<float>.Zero) + (Exponential.OfNegative(Vector.Min(a, Vector<float>.Zero)) - Vector<float>.One);

    public static Vector<float> Slope(Vector<float> y) => Vector.Min(y, Vector<float>.Zero) + Vector<float>.One;
}

internal readonly struct Tanh : INonlinearity
{
    // (1 - t) / (1 + t) with t = exp(-2 |a|), and the sign of a. Its absolute error is that of float32 near 1, also for small a.
    public static Vector<float> Apply(Vector<float> a)
    {
        var t = Exponential.OfNegative(-2 * Vector.Abs(a));
        var size = (Vector<float>.One - t) / (Vector<float>.One + t);
        return Vector.ConditionalSelect(Vector.LessThan(a, Vector<float>.Zero), -size, size);
    }

    public static Vector<float> Slope(Vector<float> y) => Vector<float>.One - (y * y);
}
