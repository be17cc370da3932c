using System.Numerics;

namespace VaeNotebooks;

/// <summary>The exponential of a vector of numbers that are not positive, to two units in the last place; 0 below -87.</summary>
internal static class Exponential
{
    private const float Lowest = -87, LogTwoHigh = 0.693359375f, LogTwoLow = -2.12194440e-4f;

    /// <summary><c>exp(x) = 2^n exp(r)</c> with <c>x = n log 2 + r</c> and <c>|r| &lt;= log 2 / 2</c>: a shift of the exponent, and a Taylor series to r^6.</summary>
    public static Vector<float> OfNegative(Vector<float> x)
    {
        var n = Vector.Floor((x * 1.44269504f) + new Vector<float>(0.5f));
        var r = Vector.FusedMultiplyAdd(n, new Vector<float>(-LogTwoLow), Vector.FusedMultiplyAdd(n, new Vector<float>(-LogTwoHigh), x));
        var series = Next(Next(new Vector<float>(1 / 720f), r, 1 / 120f), r, 1 / 24f);
        series = Next(Next(Next(Next(series, r, 1 / 6f), r, 1 / 2f), r, 1), r, 1);
        var power = Vector.AsVectorSingle(Vector.ShiftLeft(Vector.ConvertToInt32(n) + new Vector<int>(127), 23));
        return Vector.ConditionalSelect(Vector.LessThan(x, new Vector<float>(Lowest)), Vector<float>.Zero, series * power);
    }

    private static Vector<float> Next(Vector<float> series, Vector<float> r, float term) => Vector.FusedMultiplyAdd(series, r, new Vector<float>(term));
}
