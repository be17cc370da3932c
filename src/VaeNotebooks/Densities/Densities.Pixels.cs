using static TorchSharp.torch;

namespace VaeNotebooks;

public static partial class Densities
{
    /// <summary>Grey levels of an image file: 0, 1/255, ..., 1.</summary>
    public const int GreyLevels = 256;

    /// <summary>Below this size of a logit a series stands for <c>log(sinh(l/2) / (l/2))</c>: the next term is less than 2e-12.</summary>
    private const double SeriesLimit = 0.5;

    /// <summary>Half the distance of two grey levels.</summary>
    private const double HalfLevel = 0.5 / (GreyLevels - 1);

    /// <summary>
    /// <c>log p(x|z)</c> of independent continuous Bernoulli pixels (Loaiza-Ganem and Cunningham 2019): the Bernoulli formula divided by its integral over
    /// [0, 1], <c>sum_i x_i l_i - log((exp l_i - 1) / l_i)</c>. A density on [0, 1], nats; it may be positive.
    /// </summary>
    /// <param name="logits"><c>[..., N]</c>: logarithms of the odds of the parameter lambda, which is not the mean.</param>
    /// <param name="x"><c>[..., N]</c>: pixels in [0, 1].</param>
    public static Tensor ContinuousBernoulliLogDensity(Tensor logits, Tensor x) => SumLast(() => ContinuousBernoulliLogDensityPerUnit(logits, x));

    /// <summary>As <see cref="ContinuousBernoulliLogDensity"/>, for each pixel.</summary>
    public static Tensor ContinuousBernoulliLogDensityPerUnit(Tensor logits, Tensor x)
    {
        Shapes.RequireTail(logits, x, nameof(x));
        using var scope = NewDisposeScope();
        return (((x - 0.5) * logits) - LogSinhRatio(logits)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The logarithm of what the Bernoulli formula lacks as a density on [0, 1], <c>log C = log(l / tanh(l/2))</c> for each pixel (Loaiza-Ganem and Cunningham
    /// 2019, equation 5, in logits): log 2 at l = 0, more elsewhere.
    /// </summary>
    /// <param name="logits">Any shape.</param>
    public static Tensor ContinuousBernoulliLogConstant(Tensor logits)
    {
        using var scope = NewDisposeScope();
        return (nn.functional.softplus(logits) - (0.5 * logits) - LogSinhRatio(logits)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// <c>log P(x|z)</c> of independent grey levels under discretised logistic distributions (Kingma et al. 2016; Salimans et al. 2017): level v has the mass
    /// of the logistic distribution between v - 1/2 and v + 1/2, level 0 all below, level 255 all above. A probability, so never positive; nats.
    /// </summary>
    /// <param name="x"><c>[..., N]</c>: 0, 1/255, ..., 1.</param>
    /// <param name="mean"><c>[..., N]</c>: centre of the logistic distribution, in the unit of x.</param>
    /// <param name="logScale">The shape of <paramref name="mean"/>: logarithm of its scale.</param>
    public static Tensor DiscretisedLogisticLogLikelihood(Tensor x, Tensor mean, Tensor logScale) =>
        SumLast(() => DiscretisedLogisticLogLikelihoodPerUnit(x, mean, logScale));

    /// <summary>As <see cref="DiscretisedLogisticLogLikelihood"/>, for each pixel.</summary>
    public static Tensor DiscretisedLogisticLogLikelihoodPerUnit(Tensor x, Tensor mean, Tensor logScale)
    {
        Shapes.RequireTail(x, mean, nameof(mean));
        Shapes.RequireSame(logScale, mean, nameof(mean));
        using var scope = NewDisposeScope();
        // With a and b the upper and lower edge of the level, standardised:
        // sigmoid(a) - sigmoid(b) = sigmoid(a) sigmoid(-b) (1 - exp(b - a)), where nothing cancels; b - a does not depend on x.
        var perScale = (-logScale).exp();
        var fromCentre = (x - mean) * perScale;
        var half = HalfLevel * perScale;
        var belowUpperEdge = nn.functional.softplus(-fromCentre - half);
        var aboveLowerEdge = nn.functional.softplus(fromCentre - half);
        var hasUpperEdge = x.lt(1 - HalfLevel).to(mean.dtype);
        var hasLowerEdge = x.gt(HalfLevel).to(mean.dtype);
        var width = (-(-2 * half).expm1()).log();
        return ((hasUpperEdge * hasLowerEdge * width) - (hasUpperEdge * belowUpperEdge) - (hasLowerEdge * aboveLowerEdge)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// <c>log(sinh(l/2) / (l/2))</c>, even and 0 at 0. The formula is 0/0 there and its derivative loses its digits nearby, so a series takes over. The formula
    /// must not see those logits at all: the gradient of what <c>where</c> leaves out is multiplied by zero, and zero times NaN is NaN.
    /// </summary>
    private static Tensor LogSinhRatio(Tensor logits)
    {
        using var scope = NewDisposeScope();
        var size = logits.abs();
        var isSmall = size.lt(SeriesLimit);
        var large = where(isSmall, ones_like(size), size);
        var square = where(isSmall, logits, zeros_like(size)).square();
        var formula = (0.5 * large) + (-(-large).expm1() / large).log();
        var series = square * ((1 / 24.0) + (square * ((-1 / 2880.0) + (square * ((1 / 181440.0) - (square / 9676800.0))))));
        return where(isSmall, series, formula).MoveToOuterDisposeScope();
    }
}
