using System.Globalization;

namespace VaeNotebooks;

/// <summary>Writes numbers with as many digits as carry meaning.</summary>
internal static class NumberText
{
    /// <summary>One digit more than the tolerance resolves: 105.5612 with tolerance 0.5 is <c>105.56</c>. With tolerance 0, every digit.</summary>
    public static string WithTolerance(double value, double tolerance)
    {
        if (!double.IsFinite(value) || value == 0 || !(tolerance > 0))
        {
            return Tidy(value.ToString("R", CultureInfo.InvariantCulture));
        }

        int lastDigit = Magnitude(tolerance) - 1;
        int leadingDigit = Magnitude(value);
        return leadingDigit is < -4 or > 8
            ? Tidy(value.ToString($"E{Math.Clamp(leadingDigit - lastDigit, 1, 16)}", CultureInfo.InvariantCulture))
            : value.ToString($"F{Math.Clamp(-lastDigit, 0, 16)}", CultureInfo.InvariantCulture);
    }

    /// <summary>The value with so many significant digits, trailing zeros dropped.</summary>
    public static string Significant(double value, int digits) => Tidy(value.ToString($"G{digits}", CultureInfo.InvariantCulture));

    private static int Magnitude(double value) => (int)Math.Floor(Math.Log10(Math.Abs(value)));

    // 1E-006 -> 1e-6
    private static string Tidy(string number)
    {
        int e = number.IndexOf('E', StringComparison.Ordinal);
        return e < 0 ? number : number[..e] + "e" + int.Parse(number[(e + 1)..], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }
}
