using static TorchSharp.torch;

namespace VaeNotebooks;

public abstract partial record Likelihood
{
    /// <summary>
    /// Black or white; one logit a pixel. On grey pixels its number is the mean over black-and-white drawings of them, and no density: compare it with nothing
    /// but itself.
    /// </summary>
    public sealed record Bernoulli : Likelihood
    {
        /// <inheritdoc/>
        public override int ParametersPerPixel => 1;

        private protected override Tensor LogLikelihoodOf(Tensor parameters, Tensor x) => Densities.BernoulliLogLikelihood(parameters, x);

        private protected override Tensor MeanOf(Tensor parameters) => parameters.sigmoid();

        private protected override Tensor SampleOf(Tensor parameters, Generator generator) => Binarization.Sample(parameters.sigmoid(), generator);
    }

    /// <summary>A density on [0, 1] that falls or rises exponentially; one logit a pixel (Loaiza-Ganem and Cunningham 2019).</summary>
    public sealed record ContinuousBernoulli : Likelihood
    {
        /// <summary>Below it the mean and a draw are, to float32, those of the uniform distribution and its first terms.</summary>
        private const double SmallLogit = 0.1;

        /// <inheritdoc/>
        public override int ParametersPerPixel => 1;

        private protected override Tensor LogLikelihoodOf(Tensor parameters, Tensor x) => Densities.ContinuousBernoulliLogDensity(parameters, x);

        // 1 / (1 - exp(-l)) - 1 / l, near 0 its series 1/2 + l/12 - l^3/720
        private protected override Tensor MeanOf(Tensor parameters)
        {
            var isSmall = parameters.abs().lt(SmallLogit);
            var large = where(isSmall, ones_like(parameters), parameters);
            var series = 0.5 + (parameters * ((1 / 12.0) - (parameters.square() / 720)));
            return where(isSmall, series, (-1 / (-large).expm1()) - (1 / large));
        }

        // The inverse of the distribution function, log(1 + u (exp l - 1)) / l, for l below 0; for l above 0 its mirror image.
        private protected override Tensor SampleOf(Tensor parameters, Generator generator)
        {
            var u = UniformLike(parameters, generator);
            var slope = parameters.abs().clamp_min(1e-4); // any less differs from the uniform distribution by less than float32 holds
            var falling = (u * (-slope).expm1()).log1p() / -slope;
            return where(parameters.gt(0), 1 - falling, falling);
        }
    }

    /// <summary>
    /// A normal density on the whole line with its mean in [0, 1]; the logit of the mean a pixel (Kingma and Welling 2014, appendix C.2), and for a
    /// learnt scale the logarithm of that.
    /// </summary>
    public sealed record Gaussian : Likelihood
    {
        /// <summary>The scale of every pixel, or null: the decoder gives each pixel its own.</summary>
        /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
        public double? Scale { get; init => field = value is null ? null : Positive(value.Value, nameof(Scale)); }

        /// <summary>
        /// What a learnt scale stays above. Without a minimum the density of pixels that always have one value has no bound, and a model that finds them has no
        /// best parameters (Mattei and Frellsen 2018). The default is the deviation of a uniform draw within a grey level, 1/256 wide.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
        public double MinimumScale { get; init => field = Positive(value, nameof(MinimumScale)); } = 1 / (Densities.GreyLevels * Math.Sqrt(12));

        /// <inheritdoc/>
        public override int ParametersPerPixel => Scale is null ? 2 : 1;

        private protected override Tensor LogLikelihoodOf(Tensor parameters, Tensor x)
        {
            var (mean, logScale) = Shape(parameters);
            return Densities.GaussianLogDensity(x, mean, 2 * logScale);
        }

        private protected override Tensor MeanOf(Tensor parameters) => Shape(parameters).Mean;

        private protected override Tensor SampleOf(Tensor parameters, Generator generator)
        {
            var (mean, logScale) = Shape(parameters);
            return mean + (logScale.exp() * randn(mean.shape, generator: generator).to(mean.dtype).to(mean.device));
        }

        private (Tensor Mean, Tensor LogScale) Shape(Tensor parameters)
        {
            if (Scale is { } scale) return (parameters.sigmoid(), full_like(parameters, Math.Log(scale)));
            var (mean, raw) = Halves(parameters);
            return (mean.sigmoid(), AtLeast(Math.Log(MinimumScale), raw));
        }
    }

    /// <summary>
    /// A probability of each of the 256 grey levels; the centre and the log-scale of a logistic distribution a pixel (Kingma et al. 2016). Its
    /// number is that of the image file itself, and needs neither noise nor a unit.
    /// </summary>
    public sealed record DiscretisedLogistic : Likelihood
    {
        /// <summary>Smallest scale: most of the mass lies in one level then, and gradients stay in bounds.</summary>
        private const double MinimumLogScale = -7.5;

        /// <inheritdoc/>
        public override int ParametersPerPixel => 2;

        private protected override Tensor LogLikelihoodOf(Tensor parameters, Tensor x)
        {
            var (centre, logScale) = Shape(parameters);
            return Densities.DiscretisedLogisticLogLikelihood(x, centre, logScale);
        }

        // The sum over levels of the probability that x is at least that level.
        private protected override Tensor MeanOf(Tensor parameters)
        {
            var (centre, logScale) = Shape(parameters);
            var (perScale, sum) = ((-logScale).exp(), zeros_like(centre));
            for (var level = 1; level < Densities.GreyLevels; level++)
            {
                using var scope = NewDisposeScope();
                var lowerEdge = (level - 0.5) / (Densities.GreyLevels - 1);
                sum.add_(((centre - lowerEdge) * perScale).sigmoid());
            }

            return sum / (Densities.GreyLevels - 1);
        }

        // A draw of the logistic distribution, rounded to the nearest level.
        private protected override Tensor SampleOf(Tensor parameters, Generator generator)
        {
            var (centre, logScale) = Shape(parameters);
            var u = UniformLike(centre, generator).clamp(1e-7, 1 - 1e-7);
            var drawn = centre + (logScale.exp() * u.logit());
            return (drawn * (Densities.GreyLevels - 1)).round().clamp(0, Densities.GreyLevels - 1) / (Densities.GreyLevels - 1);
        }

        private static (Tensor Centre, Tensor LogScale) Shape(Tensor parameters)
        {
            var (centre, raw) = Halves(parameters);
            return (centre, AtLeast(MinimumLogScale, raw));
        }
    }

    private static double Positive(double value, string name) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0.");
}
