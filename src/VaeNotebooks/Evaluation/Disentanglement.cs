using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// Scores of a code against known factors: does one unit stand for one factor? Codes are <c>[N, D]</c>, one row per example, best <em>drawn</em> from the
/// posterior: a unit whose mean moves by a thousandth of its noise tells the decoder nothing, but its mean alone would count.
/// Each score needs its protocol beside it: number of examples, bins, and how the codes were made.
/// </summary>
public static partial class Disentanglement
{
    internal static int IndexOfLargest(this IReadOnlyList<double> values)
    {
        var best = 0;
        for (var i = 1; i < values.Count; i++)
        {
            if (values[i] > values[best]) best = i;
        }

        return best;
    }

    /// <summary>The units of the code, <c>D</c> arrays of N values.</summary>
    private static double[][] Units(Tensor codes, IReadOnlyList<Factor> factors)
    {
        Require(codes, factors);
        using var scope = NewDisposeScope();
        return Tensors.ToRows(codes.t(), nameof(codes));
    }

    private static void Require(Tensor codes, IReadOnlyList<Factor> factors)
    {
        if (codes.shape is not [> 1, > 0]) throw new ArgumentException($"codes must have shape [N, D] with N at least 2, not {Shapes.Text(codes)}.", nameof(codes));
        if (factors.Count == 0) throw new ArgumentException("There are no factors.", nameof(factors));
        foreach (var factor in factors.Where(factor => factor.Values.Count != codes.shape[0] || !factor.Values.Distinct().Skip(1).Any()))
        {
            throw new ArgumentException(
                $"Factor '{factor.Name}' must have {codes.shape[0]} values, as many as there are codes, and not all the same.", nameof(factors));
        }
    }

    private static IReadOnlyList<string> Names(IReadOnlyList<Factor> factors) => [.. factors.Select(factor => factor.Name)];
}
