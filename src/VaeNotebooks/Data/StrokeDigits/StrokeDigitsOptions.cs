using System.Runtime.CompilerServices;

namespace VaeNotebooks;

/// <summary>
/// Spread of the factors of a StrokeDigits set. A spread of 0 (or equal bounds) fixes that factor. Values out of range are refused.
/// </summary>
public sealed record StrokeDigitsOptions
{
    /// <summary>Clean, readable digits: what the course trains on.</summary>
    public static StrokeDigitsOptions Readable { get; } = new();

    /// <summary>Wilder digits: a classifier trained on them reads real handwriting best.</summary>
    public static StrokeDigitsOptions Transfer { get; } = new() { Jitter = 0.055 };

    /// <summary>Median deviation of the key points, in digit heights, 0 to 0.1; each image has its own, lognormal(0.4) around it.</summary>
    public double Jitter { get; init => field = Checked(value, 0, 0.1); } = 0.03;

    /// <summary>Mean slant (horizontal shear per unit of height), -1 to 1.</summary>
    public double SlantMean { get; init => field = Checked(value, -1, 1); } = 0.18;

    /// <summary>Deviation of the slant, 0 to 0.4.</summary>
    public double SlantSpread { get; init => field = Checked(value, 0, 0.4); } = 0.25;

    /// <summary>Deviation of the rotation in degrees, 0 to 45.</summary>
    public double RotationSpread { get; init => field = Checked(value, 0, 45); } = 6;

    /// <summary>The width is log-uniform between 1 / this and this, 1 to 2.</summary>
    public double WidthSpread { get; init => field = Checked(value, 1, 2); } = 1.3;

    /// <summary>Deviation of the taper, 0 to 0.25.</summary>
    public double TaperSpread { get; init => field = Checked(value, 0, 0.25); } = 0.1;

    /// <summary>Mean radius of the pen in pixels, 0.7 to 2.6.</summary>
    public double ThicknessMean { get; init => field = Checked(value, 0.7, 2.6); } = 1.25;

    /// <summary>Deviation of the pen's radius in pixels, 0 to 1; the radius is kept within 0.7 to 2.6.</summary>
    public double ThicknessSpread { get; init => field = Checked(value, 0, 1); } = 0.35;

    /// <summary>The curl is uniform between 1 - this and 1 + this, 0 to 0.5.</summary>
    public double CurlSpread { get; init => field = Checked(value, 0, 0.5); } = 0.2;

    private static double Checked(double value, double low, double high, [CallerMemberName] string name = "") =>
        value >= low && value <= high
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be between {low} and {high}.");
}
