using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>Means over a set of the three parts of the rate, nats per example; see <see cref="RateSplit"/>.</summary>
/// <param name="IndexCode">Mutual information between example and code.</param>
/// <param name="TotalCorrelation">KL from the aggregated posterior to the product of its units.</param>
/// <param name="DimensionWise">Sum over the units of the KL to the prior.</param>
public readonly record struct RateSplitMeans(double IndexCode, double TotalCorrelation, double DimensionWise)
{
    /// <summary>Their sum: the rate, estimated from the same draws.</summary>
    public double Rate => IndexCode + TotalCorrelation + DimensionWise;
}

public static partial class Evaluation
{
    /// <summary>
    /// The split of the rate over a whole set, one draw of z per example, with the exact aggregated posterior of that set (all N^2 pairs: 10 units of 5,000 examples
    /// take some seconds). Its size bounds the first part, by log N, so quote N.
    /// </summary>
    /// <param name="codes">The posteriors of a set, from <see cref="Encode"/>.</param>
    /// <param name="generator">Source of the draws.</param>
    /// <param name="chunkSize">
    /// Draws at a time; tables of chunkSize x N x D numbers. Tables from 4 MB on have memory of their own (64 draws reach it where N x D is 16,384); smaller ones that are
    /// freed and asked for again tear holes into glibc's heap: with 4 draws of 4,000 examples and 6 units the process grew by 400 MiB a call, with 64 by 4.
    /// </param>
    public static RateSplitMeans SplitRate(Posterior codes, Generator generator, int chunkSize = 64)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunkSize);
        Shapes.RequireExamples(codes.Mean);
        using var scope = NewDisposeScope();
        var z = codes.Sample(generator);
        var (all, count) = (cat([z, codes.LogDensity(z).unsqueeze(1)], 1), z.shape[0]);                    // [N, D + 1]
        var weights = full(1, count, -Math.Log(count), z.dtype, z.device);
        var sums = zeros(3, ScalarType.Float64);
        ForEachBatch(all, chunkSize, rows =>
        {
            var split = RateSplit.Of(rows[.., ..^1], rows[.., ^1], codes, weights);
            sums.add_(stack([split.IndexCode, split.TotalCorrelation, split.DimensionWise]).sum(1, type: ScalarType.Float64).cpu());
        });
        var means = (sums / count).data<double>();
        return new(means[0], means[1], means[2]);
    }
}
