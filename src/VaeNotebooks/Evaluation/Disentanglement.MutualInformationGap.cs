using static TorchSharp.torch;

namespace VaeNotebooks;

public static partial class Disentanglement
{
    /// <summary>
    /// MIG (Chen et al. 2018, equation 6): for each factor v the mutual information with each unit, as a share of the factor's entropy, <c>I(z_j; v) / H(v)</c>;
    /// the gap between the two best units; its mean over the factors. 1: each factor in a unit of its own; 0: in two units equally, or in none.
    /// Both sides are binned with equal frequencies, so a continuous factor is asked for at the resolution of its bins: more of them, lower scores.
    /// </summary>
    /// <param name="codes"><c>[N, D]</c>, draws from the posterior.</param>
    /// <param name="factors">N values each.</param>
    /// <param name="codeBins">Bins of each unit.</param>
    /// <param name="factorBins">Bins of each continuous factor; a discrete one has its classes.</param>
    /// <exception cref="ArgumentException">A shape is wrong, or a factor has only one value.</exception>
    public static GapScores MutualInformationGap(Tensor codes, IReadOnlyList<Factor> factors, int codeBins = 20, int factorBins = 10)
    {
        Binning[] units = [.. Units(codes, factors).Select(unit => Binning.EqualFrequency(unit, codeBins))];
        return new(Names(factors), [.. factors.Select(factor => Shares(factor.Bin(factorBins), units))]);
    }

    private static double[] Shares(Binning factor, Binning[] units)
    {
        var entropy = factor.Entropy();
        return [.. units.Select(unit => factor.Information(unit) / entropy)];
    }
}
