namespace VaeNotebooks.Benchmarks;

/// <summary>Student's t for the few seeds that a table has.</summary>
internal static class Student
{
    // The 97.5 % points for 1 to 9 degrees of freedom.
    private static readonly double[] Points = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

    /// <summary>Half the width of a 95 % interval of a mean, in standard errors.</summary>
    public static double Interval95(int count) => count < 2 ? double.NaN : count - 2 < Points.Length ? Points[count - 2] : 1.96;
}
