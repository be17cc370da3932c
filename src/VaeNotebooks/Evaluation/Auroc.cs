using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>An area under the ROC curve with the interval that resampling gives it.</summary>
/// <param name="Value">The area of the sample itself, 0 to 1.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public readonly record struct AurocInterval(double Value, double Low, double High)
{
    /// <summary>For example <c>0.912 [0.895, 0.928]</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Value:F3} [{Low:F3}, {High:F3}]");
}

/// <summary>
/// How well a score tells anomalies from normal examples, whatever the threshold: the probability that a random anomaly scores <em>higher</em> than a random
/// normal example, a tie counted as one half. That is the area under the ROC curve, and the Mann-Whitney statistic over the number of pairs (Hanley and
/// McNeil 1982). 1/2 is chance; below it the score has the wrong sign, or the anomalies look more normal than the data.
/// </summary>
public static class Auroc
{
    /// <summary>The area, from ranks: <c>O(n log n)</c>, not one comparison per pair.</summary>
    /// <param name="normal">Scores of normal examples, <c>[N]</c>; higher means more anomalous.</param>
    /// <param name="anomalies">Scores of anomalies, <c>[M]</c>.</param>
    /// <exception cref="ArgumentException">A set is empty, not of shape <c>[N]</c>, or holds NaN. Infinite scores are ranked.</exception>
    public static double Of(Tensor normal, Tensor anomalies)
    {
        var (low, high, levels) = Ranks(normal, anomalies);
        return Area(low, high, new long[levels], new long[levels]);
    }

    /// <summary>
    /// The area with a percentile bootstrap interval (Efron and Tibshirani 1993, chapter 13): both sets are drawn anew with replacement, each to its own size.
    /// The interval holds what another sample of the same two sets would change, not another training of the model. Where the two sets do not overlap it has no width.
    /// </summary>
    /// <param name="normal">Scores of normal examples, <c>[N]</c>; higher means more anomalous.</param>
    /// <param name="anomalies">Scores of anomalies, <c>[M]</c>.</param>
    /// <param name="generator">Source of the draws.</param>
    /// <param name="resamples">Number of bootstrap samples, at least 2.</param>
    /// <param name="coverage">Part of the bootstrap areas within the interval, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">As <see cref="Of"/>.</exception>
    public static AurocInterval WithInterval(Tensor normal, Tensor anomalies, Generator generator, int resamples = 1000, double coverage = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 2);
        if (!(coverage is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "coverage must be above 0 and below 1.");
        var (low, high, levels) = Ranks(normal, anomalies);
        var (lowCounts, highCounts) = (new long[levels], new long[levels]);
        var areas = new double[resamples];
        for (var i = 0; i < resamples; i++)
        {
            Interruption.Point();
            areas[i] = Area(Resampled(low, generator), Resampled(high, generator), lowCounts, highCounts);
        }

        Array.Sort(areas);
        var tail = (1 - coverage) / 2;
        return new(Area(low, high, lowCounts, highCounts), Quantile(areas, tail), Quantile(areas, 1 - tail));
    }

    /// <summary>The place of each score among the distinct scores of both sets, from 0: all that the area depends on.</summary>
    private static (int[] Normal, int[] Anomalies, int Levels) Ranks(Tensor normal, Tensor anomalies)
    {
        double[] low = Scores(normal, nameof(normal)), high = Scores(anomalies, nameof(anomalies));
        double[] levels = [.. low.Concat(high).Distinct().Order()];
        return (Array.ConvertAll(low, score => Array.BinarySearch(levels, score)), Array.ConvertAll(high, score => Array.BinarySearch(levels, score)), levels.Length);
    }

    private static double[] Scores(Tensor scores, string name)
    {
        if (scores.dim() != 1 || scores.shape[0] == 0)
        {
            throw new ArgumentException($"{name} must have shape [N] with at least one score, not {Shapes.Text(scores)}.", name);
        }

        double[] values = Tensors.ToDoubles(scores);
        var wrong = Array.FindIndex(values, double.IsNaN);
        return wrong < 0 ? values : throw new ArgumentException($"Score {wrong} of {name} is not a number: it has no rank.", name);
    }

    /// <summary>Per anomaly, the normal examples below it and half of those level with it.</summary>
    private static double Area(int[] normal, int[] anomalies, long[] normalCounts, long[] anomalyCounts)
    {
        Count(normal, normalCounts);
        Count(anomalies, anomalyCounts);
        long below = 0, twice = 0;
        for (var level = 0; level < normalCounts.Length; level++)
        {
            twice += anomalyCounts[level] * ((2 * below) + normalCounts[level]);
            below += normalCounts[level];
        }

        return twice / (2.0 * normal.Length * anomalies.Length);
    }

    private static void Count(int[] ranks, long[] counts)
    {
        Array.Clear(counts);
        foreach (var rank in ranks) counts[rank]++;
    }

    private static int[] Resampled(int[] ranks, Generator generator)
    {
        using var chosen = randint(0, ranks.Length, [ranks.Length], dtype: ScalarType.Int64, generator: generator);
        return Array.ConvertAll(chosen.data<long>().ToArray(), i => ranks[i]);
    }

    /// <summary>Linear between the two neighbours, as NumPy does by default.</summary>
    private static double Quantile(double[] sorted, double part)
    {
        var place = part * (sorted.Length - 1);
        var below = (int)place;
        return sorted[below] + ((place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
    }
}
