using static TorchSharp.torch;

namespace VaeNotebooks;

public static partial class Disentanglement
{
    /// <summary>
    /// SAP (Kumar et al. 2018, section 3): how well one unit alone predicts each factor; the gap between the two best units; its mean over the factors.
    /// A continuous factor is predicted by a straight line, and the score is <c>R^2</c>: the squared correlation. A discrete one is predicted bin by bin on the
    /// examples of even number; the score is the balanced accuracy on the others. The paper takes it as it is; here <c>(accuracy - 1/C) / (1 - 1/C)</c> with C
    /// classes, so that guessing counts 0 and both kinds of factor have one scale.
    /// </summary>
    /// <param name="codes"><c>[N, D]</c>, draws from the posterior.</param>
    /// <param name="factors">N values each.</param>
    /// <param name="codeBins">Bins of a unit that has to predict a class.</param>
    /// <exception cref="ArgumentException">A shape is wrong, or a factor has only one value.</exception>
    public static GapScores SeparatedPredictability(Tensor codes, IReadOnlyList<Factor> factors, int codeBins = 20)
    {
        var units = Units(codes, factors);
        Binning[] bins = [.. units.Select(unit => Binning.EqualFrequency(unit, codeBins))];
        return new(Names(factors), [.. factors.Select(factor => factor.IsDiscrete
            ? bins.Select(unit => AboveChance(unit, factor.Bin(0))).ToArray()
            : units.Select(unit => SquaredCorrelation(unit, factor.Values)).ToArray())]);
    }

    private static double SquaredCorrelation(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        double Sum(Func<int, double> term) => Enumerable.Range(0, a.Count).Sum(term);
        var together = Sum(i => (a[i] - meanA) * (b[i] - meanB));
        var apart = Sum(i => Math.Pow(a[i] - meanA, 2)) * Sum(i => Math.Pow(b[i] - meanB, 2));
        return apart == 0 ? 0 : together * together / apart;
    }

    /// <summary>In each bin the class that is most over-represented there is guessed, which makes the balanced accuracy largest; counted on the other half.</summary>
    private static double AboveChance(Binning unit, Binning classes)
    {
        var (seen, asked) = (Shares(unit, classes, half: 0), Shares(unit, classes, half: 1));
        var right = Enumerable.Range(0, unit.Count).Sum(bin => asked[bin][seen[bin].IndexOfLargest()]);
        return ((right / classes.Count) - (1.0 / classes.Count)) / (1 - (1.0 / classes.Count));
    }

    /// <summary>For each bin and class, the share of the class's examples that fall into the bin, in one half of the examples.</summary>
    private static double[][] Shares(Binning unit, Binning classes, int half)
    {
        double[][] counts = [.. Enumerable.Range(0, unit.Count).Select(_ => new double[classes.Count])];
        for (var i = half; i < unit.Indices.Count; i += 2) counts[unit.Indices[i]][classes.Indices[i]]++;
        double[] sizes = [.. Enumerable.Range(0, classes.Count).Select(c => Math.Max(1, counts.Sum(row => row[c])))];
        return [.. counts.Select(row => row.Select((count, c) => count / sizes[c]).ToArray())];
    }
}
