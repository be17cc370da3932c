using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>How <c>q(z)</c>, a mean over all N examples, is estimated from a batch of M.</summary>
public enum AggregateSampling
{
    /// <summary>
    /// Minibatch-weighted: <c>1/M sum_j q(z|x_j)</c> over the batch, the example that z came from among them, which makes it too large. Chen et al. 2018
    /// (appendix C.1) divide by N as well: a constant, without a gradient.
    /// </summary>
    Weighted,

    /// <summary>
    /// Minibatch-stratified: the example that z came from counts 1/N, all others of the batch together 1 - 1/N: an unbiased estimate of q(z), though not of
    /// its logarithm (Chen et al. 2018, appendix C.2, averaged over which of the others they treat apart).
    /// </summary>
    Stratified,
}

/// <summary>
/// The rate split in three (Chen et al. 2018, equation 2), with <c>q(z) = 1/N sum_n q(z|x_n)</c>, the aggregated posterior:
/// <c>KL(q(z|x) || p(z)) = I(n; z) + TC + sum_j KL(q(z_j) || p(z_j))</c> on average over the data, for a prior with independent units.
/// Here one draw of z stands for each expectation: the terms may be negative, and they add up to <c>log q(z|x) - log p(z)</c> of the draw.
/// </summary>
/// <param name="IndexCode">Index-code mutual information <c>log q(z|x) - log q(z)</c>, <c>[B]</c> or <c>[K, B]</c>, nats: at most log N on average.</param>
/// <param name="TotalCorrelation"><c>log q(z) - sum_j log q(z_j)</c>, likewise: how far the units are from independent.</param>
/// <param name="DimensionWise">Dimension-wise KL <c>sum_j log q(z_j) - log p(z_j)</c>, likewise.</param>
public sealed record RateSplit(Tensor IndexCode, Tensor TotalCorrelation, Tensor DimensionWise)
{
    /// <summary>The split for a batch.</summary>
    /// <param name="posterior"><c>q(z|x)</c> of M examples, <c>[M, D]</c>.</param>
    /// <param name="z">Draws from it, <c>[M, D]</c> or <c>[K, M, D]</c>. Gradients flow through both.</param>
    /// <param name="datasetSize">N, at least M. With N = M the batch is the whole set, and q(z) is exact.</param>
    /// <param name="sampling">How q(z) is estimated where N is larger.</param>
    public static RateSplit Of(Posterior posterior, Tensor z, long datasetSize, AggregateSampling sampling = AggregateSampling.Stratified)
    {
        Shapes.RequireTail(z, posterior.Mean, nameof(posterior));
        using var scope = NewDisposeScope();
        var weights = LogWeights(posterior.Mean.shape[0], datasetSize, sampling).to(posterior.Mean.dtype).to(posterior.Mean.device);
        return Of(z, posterior.LogDensity(z), posterior, weights).MoveToOuterScope();
    }

    /// <summary>The split for some draws against a mixture.</summary>
    /// <param name="z"><c>[..., R, D]</c></param>
    /// <param name="own"><c>log q(z|x)</c> of each draw, <c>[..., R]</c>.</param>
    /// <param name="mixture">The M posteriors that q(z) is made of.</param>
    /// <param name="logWeights">Of each posterior for each draw, <c>[R, M]</c> or <c>[1, M]</c>.</param>
    internal static RateSplit Of(Tensor z, Tensor own, Posterior mixture, Tensor logWeights)
    {
        var (m, d) = (mixture.Mean.shape[0], mixture.Mean.shape[1]);
        var each = z.unsqueeze(-2).expand([.. z.shape[..^1], m, d]);                                       // [..., R, M, D]
        var perUnit = Densities.GaussianLogDensityPerUnit(each, mixture.Mean, mixture.LogVariance);
        var joint = (perUnit.sum(-1) + logWeights).logsumexp(-1);                                          // log q(z), [..., R]
        var product = (perUnit + logWeights.unsqueeze(-1)).logsumexp(-2).sum(-1);                          // sum_j log q(z_j), [..., R]
        return new(own - joint, joint - product, product - Densities.StandardNormalLogDensity(z));
    }

    /// <summary><c>log w_ij</c>, <c>[M, M]</c>: what <c>q(z_i|x_j)</c> counts in the estimate of <c>q(z_i)</c>.</summary>
    internal static Tensor LogWeights(long batch, long datasetSize, AggregateSampling sampling)
    {
        if (datasetSize < batch) throw new ArgumentOutOfRangeException(nameof(datasetSize), datasetSize, $"datasetSize must be at least the batch, {batch}.");
        var (m, n) = ((double)batch, (double)datasetSize);
        if (sampling == AggregateSampling.Weighted || batch == 1) return full(batch, batch, -Math.Log(m), ScalarType.Float64);
        var others = Math.Log((n - 1) / (n * (m - 1)));
        return full(batch, batch, others, ScalarType.Float64) + ((-Math.Log(n) - others) * eye(batch, dtype: ScalarType.Float64));
    }

    internal RateSplit MoveToOuterScope()
    {
        foreach (var term in (Tensor[])[IndexCode, TotalCorrelation, DimensionWise]) term.MoveToOuterDisposeScope();
        return this;
    }
}
