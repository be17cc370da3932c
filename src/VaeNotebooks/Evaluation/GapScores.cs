namespace VaeNotebooks;

/// <summary>
/// How much each unit says of each factor, on a scale on which 1 is everything, and the gap between the best unit and the next: a factor that several units
/// share has a small one.
/// </summary>
/// <param name="Factors">Names of the factors.</param>
/// <param name="Scores">One row per factor, one column per unit.</param>
public sealed record GapScores(IReadOnlyList<string> Factors, IReadOnlyList<IReadOnlyList<double>> Scores)
{
    /// <summary>Best score minus second best, for each factor; with one unit the best score itself.</summary>
    public IReadOnlyList<double> Gaps { get; } = [.. Scores.Select(Gap)];

    /// <summary>The unit with the best score, for each factor.</summary>
    public IReadOnlyList<int> BestUnits { get; } = [.. Scores.Select(row => row.IndexOfLargest())];

    /// <summary>The mean gap over the factors: the metric's one number.</summary>
    public double Mean => Gaps.Average();

    /// <summary>The factor that a unit says most of. Several units may have the same.</summary>
    /// <param name="unit">From 0.</param>
    public int BestFactor(int unit) => Scores.Select(row => row[unit]).ToArray().IndexOfLargest();

    private static double Gap(IReadOnlyList<double> row)
    {
        double[] sorted = [.. row.OrderDescending()];
        return sorted.Length == 1 ? sorted[0] : sorted[0] - sorted[1];
    }
}
