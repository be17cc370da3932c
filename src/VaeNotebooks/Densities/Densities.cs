using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// Log densities and Kullback-Leibler divergences in nats. Each sums over the last dimension only: <c>[B, D]</c> gives <c>[B]</c>, one number per example;
/// samples <c>[K, B, D]</c> give <c>[K, B]</c>. Variants named <c>PerUnit</c> keep the last dimension. Nothing here averages over the batch.
/// Gaussians are diagonal, given by their mean and the logarithm of their variance.
/// </summary>
/// <remarks>Arguments may differ only in leading sample dimensions; any other difference of shape is an <see cref="ArgumentException"/>.</remarks>
public static partial class Densities
{
    private static readonly double LogTwoPi = Math.Log(2 * Math.PI);

    /// <summary>
    /// <c>log p(x|z)</c> of independent Bernoulli pixels, <c>sum_i x_i l_i - log(1 + exp l_i)</c>. For grey pixels in (0, 1) it is the usual cross-entropy,
    /// but then no logarithm of a probability: never compare it with the number of a binary set.
    /// </summary>
    /// <param name="logits"><c>[..., N]</c>: logarithms of the odds that a pixel is 1.</param>
    /// <param name="x"><c>[..., N]</c>: pixels in [0, 1].</param>
    public static Tensor BernoulliLogLikelihood(Tensor logits, Tensor x) => SumLast(() => BernoulliLogLikelihoodPerUnit(logits, x));

    /// <summary>As <see cref="BernoulliLogLikelihood"/>, for each pixel.</summary>
    public static Tensor BernoulliLogLikelihoodPerUnit(Tensor logits, Tensor x)
    {
        Shapes.RequireTail(logits, x, nameof(x));
        using var scope = NewDisposeScope();
        return ((x * logits) - nn.functional.softplus(logits)).MoveToOuterDisposeScope();
    }

    /// <summary><c>log N(x; mean, exp(logVariance))</c>, <c>-1/2 sum_i [log 2 pi + logVariance_i + (x_i - mean_i)^2 / exp(logVariance_i)]</c>.</summary>
    /// <param name="x"><c>[..., D]</c></param>
    /// <param name="mean"><c>[..., D]</c></param>
    /// <param name="logVariance"><c>[..., D]</c>, the shape of <paramref name="mean"/>.</param>
    public static Tensor GaussianLogDensity(Tensor x, Tensor mean, Tensor logVariance) => SumLast(() => GaussianLogDensityPerUnit(x, mean, logVariance));

    /// <summary>As <see cref="GaussianLogDensity"/>, for each unit.</summary>
    public static Tensor GaussianLogDensityPerUnit(Tensor x, Tensor mean, Tensor logVariance)
    {
        Shapes.RequireTail(x, mean, nameof(mean));
        Shapes.RequireSame(logVariance, mean, nameof(mean));
        using var scope = NewDisposeScope();
        var standardised = (x - mean) * (-0.5 * logVariance).exp();
        return (-0.5 * (LogTwoPi + logVariance + standardised.square())).MoveToOuterDisposeScope();
    }

    /// <summary><c>log N(z; 0, I)</c>, the prior of every first VAE.</summary>
    /// <param name="z"><c>[..., D]</c></param>
    public static Tensor StandardNormalLogDensity(Tensor z) => SumLast(() => StandardNormalLogDensityPerUnit(z));

    /// <summary>As <see cref="StandardNormalLogDensity"/>, for each unit.</summary>
    public static Tensor StandardNormalLogDensityPerUnit(Tensor z)
    {
        using var scope = NewDisposeScope();
        return (-0.5 * (LogTwoPi + z.square())).MoveToOuterDisposeScope();
    }

    /// <summary><c>KL(N(mean, exp(logVariance)) || N(0, I))</c> in closed form (Kingma and Welling 2014, appendix B).</summary>
    /// <param name="mean"><c>[..., D]</c></param>
    /// <param name="logVariance"><c>[..., D]</c></param>
    public static Tensor GaussianKl(Tensor mean, Tensor logVariance) => SumLast(() => GaussianKlPerUnit(mean, logVariance));

    /// <summary>As <see cref="GaussianKl(Tensor, Tensor)"/>, for each unit: near 0 for a unit that the posterior ignores.</summary>
    public static Tensor GaussianKlPerUnit(Tensor mean, Tensor logVariance)
    {
        Shapes.RequireSame(logVariance, mean, nameof(mean));
        using var scope = NewDisposeScope();
        // (mean^2 + variance - 1 - log variance) / 2
        var twice = (mean * mean).add(logVariance.exp(), Numbers.One).sub(Numbers.One) - logVariance;
        return twice.mul(Numbers.Half).MoveToOuterDisposeScope();
    }

    /// <summary><c>KL(q || p)</c> between two diagonal Gaussians.</summary>
    /// <param name="mean">Mean of q, <c>[..., D]</c>.</param>
    /// <param name="logVariance">Log variance of q, the shape of <paramref name="mean"/>.</param>
    /// <param name="priorMean">Mean of p, <c>[..., D]</c>.</param>
    /// <param name="priorLogVariance">Log variance of p, the shape of <paramref name="priorMean"/>.</param>
    public static Tensor GaussianKl(Tensor mean, Tensor logVariance, Tensor priorMean, Tensor priorLogVariance) =>
        SumLast(() => GaussianKlPerUnit(mean, logVariance, priorMean, priorLogVariance));

    /// <summary>As <see cref="GaussianKl(Tensor, Tensor, Tensor, Tensor)"/>, for each unit.</summary>
    public static Tensor GaussianKlPerUnit(Tensor mean, Tensor logVariance, Tensor priorMean, Tensor priorLogVariance)
    {
        Shapes.RequireSame(logVariance, mean, nameof(mean));
        Shapes.RequireTail(mean, priorMean, nameof(priorMean));
        Shapes.RequireSame(priorLogVariance, priorMean, nameof(priorMean));
        using var scope = NewDisposeScope();
        var logRatio = logVariance - priorLogVariance; // two variances of e^-100 have a ratio, though neither is a float32
        var standardised = (mean - priorMean) * (-0.5 * priorLogVariance).exp();
        return (0.5 * (logRatio.exp() + standardised.square() - logRatio - 1)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// <c>log (1/K sum_k exp w_k)</c> over the first dimension, without overflow: the importance-weighted bound of K log weights (Burda et
    /// al. 2016).
    /// </summary>
    /// <param name="logWeights"><c>[K, ...]</c></param>
    public static Tensor LogMeanExp(Tensor logWeights)
    {
        if (logWeights.dim() == 0) throw new ArgumentException("logWeights must have shape [K, ...], not that of a single number.", nameof(logWeights));
        using var scope = NewDisposeScope();
        return (logWeights.logsumexp(0) - Math.Log(logWeights.shape[0])).MoveToOuterDisposeScope();
    }

    private static Tensor SumLast(Func<Tensor> perUnit)
    {
        using var terms = perUnit();
        return terms.sum(-1);
    }
}
