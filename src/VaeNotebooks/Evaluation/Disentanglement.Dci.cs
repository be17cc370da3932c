using static TorchSharp.torch;

namespace VaeNotebooks;

public static partial class Disentanglement
{
    /// <summary>
    /// DCI (Eastwood and Williams 2018, section 2). The predictor is boosted stumps with step 0.3 on the units in bins; the importance of a unit is the squared error
    /// that its cuts take away (the paper: lasso weights, or a random forest's importances). They are fitted on the examples of even number; informativeness
    /// is the share of variance explained on the others, so 1 is perfect (the paper: an error, so 0). A class is predicted as its C indicators.
    /// Cost: rounds x N/2 x D additions for each continuous factor, C times as many for C classes; 10,000 codes of 10 units: about 0.2 s a factor.
    /// </summary>
    /// <param name="codes"><c>[N, D]</c>, draws from the posterior.</param>
    /// <param name="factors">N values each.</param>
    /// <param name="codeBins">Bins of each unit: where it can be cut.</param>
    /// <param name="rounds">Number of cuts.</param>
    /// <exception cref="ArgumentException">A shape is wrong, or a factor has only one value.</exception>
    public static DciScores Dci(Tensor codes, IReadOnlyList<Factor> factors, int codeBins = 20, int rounds = 100)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rounds);
        Binning[] units = [.. Units(codes, factors).Select(unit => Binning.EqualFrequency(unit, codeBins))];
        BoostedStumps[] fitted = [.. factors.Select(factor => BoostedStumps.Fit(units, Targets(factor), rounds))];
        return new(Names(factors), [.. fitted.Select(stumps => stumps.Importances)], [.. fitted.Select(stumps => stumps.Explained)]);
    }

    private static double[][] Targets(Factor factor)
    {
        if (!factor.IsDiscrete) return [.. factor.Values.Select(value => new[] { value })];
        var classes = Binning.ByValue(factor.Values);
        return [.. classes.Indices.Select(own => Enumerable.Range(0, classes.Count).Select(c => c == own ? 1.0 : 0).ToArray())];
    }
}
