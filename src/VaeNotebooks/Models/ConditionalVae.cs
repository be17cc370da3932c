using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// A VAE of <c>p(x|c)</c>: encoder <c>q(z|x, c)</c>, decoder <c>p(x|z, c)</c> and prior <c>p(z|c)</c> all see a condition c (Kingma et al. 2014, model M2 with known
/// labels; Sohn, Lee and Yan 2015). c is any row of numbers: a class as indicators (<see cref="ClassIndicators"/>), a class and factors of style, the visible pixels of an image.
/// </summary>
/// <remarks>
/// It trains with the same <see cref="Trainer"/> as the others, on rows <c>[x | c]</c>:
/// <c>new Trainer(model, model.Elbo, options).Fit(ConditionalVae.Join(x, c), ...)</c>. <see cref="TrainerOptions.DynamicBinarization"/> would draw c anew as well:
/// harmless for indicators, wrong for anything else.
/// </remarks>
public sealed class ConditionalVae : nn.Module
{
    private readonly Sequential encoder;
    private readonly Linear mean;
    private readonly Linear logVariance;
    private readonly Sequential decoder;
    private readonly GaussianMlp? prior;

    /// <summary>Builds the model on <see cref="ComputeDevice.Current"/>. The same options and seed give the same parameters, whatever ran before.</summary>
    public ConditionalVae(ConditionalVaeOptions options, int seed)
        : base(nameof(ConditionalVae))
    {
        Options = options;
        int[] up = [options.InputSize + options.ConditionSize, .. options.HiddenSizes];
        int[] down = [options.LatentSize + options.ConditionSize, .. options.HiddenSizes.Reverse()];
        encoder = nn.Sequential(MlpLayers.Hidden(up, options.Activation));
        (mean, logVariance) = (nn.Linear(up[^1], options.LatentSize), nn.Linear(up[^1], options.LatentSize));
        var outputs = options.InputSize * options.Likelihood.ParametersPerPixel;
        decoder = nn.Sequential([.. MlpLayers.Hidden(down, options.Activation), ("logits", nn.Linear(down[^1], outputs))]);
        if (options.PriorHiddenSize > 0) prior = new GaussianMlp(options.ConditionSize, options.PriorHiddenSize, options.LatentSize);
        RegisterComponents();

        using var generator = new Generator((ulong)seed);
        Initialization.Uniform(this, generator);
        this.to(ComputeDevice.Current);
    }

    /// <summary>What the model was built from.</summary>
    public ConditionalVaeOptions Options { get; }

    /// <summary>What the decoder's outputs mean.</summary>
    public Likelihood Likelihood => Options.Likelihood;

    /// <summary>Classes as conditions: labels <c>[B]</c> give <c>[B, classes]</c>, 1 in the column of the class and 0 elsewhere, float32.</summary>
    /// <param name="labels"><c>[B]</c>, int64 from 0 to classes - 1.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ArgumentException">The shape or the type is another, or a label is outside its range.</exception>
    public static Tensor ClassIndicators(Tensor labels, int classes)
    {
        Labels.Require(labels, classes);
        using var integers = nn.functional.one_hot(labels, classes);
        return integers.to(ScalarType.Float32);
    }

    /// <summary>Examples and their conditions side by side, <c>[N, InputSize + C]</c>: what <see cref="Trainer"/> takes as its one tensor.</summary>
    /// <exception cref="ArgumentException">They are not rows, or not equally many.</exception>
    public static Tensor Join(Tensor x, Tensor c)
    {
        RequireSameCount(x, c);
        return cat([x, c], 1);
    }

    /// <summary><c>q(z|x, c)</c>, <c>[B, D]</c>.</summary>
    /// <param name="x"><c>[B, InputSize]</c></param>
    /// <param name="c"><c>[B, C]</c></param>
    /// <exception cref="ArgumentException">A shape is another.</exception>
    public Posterior Encode(Tensor x, Tensor c)
    {
        Shapes.RequireRows(x, Options.InputSize);
        Shapes.RequireRows(c, Options.ConditionSize);
        using var scope = NewDisposeScope();
        var joined = Join(x, c);
        var hidden = Options.HiddenSizes.Count == 0 ? joined : encoder.call(joined);            // [B, H]
        return new Posterior(mean.call(hidden).MoveToOuterDisposeScope(), logVariance.call(hidden).MoveToOuterDisposeScope());
    }

    /// <summary><c>p(z|c)</c>, <c>[B, D]</c>: N(0, I), or the learned one (<see cref="ConditionalVaeOptions.PriorHiddenSize"/>).</summary>
    /// <param name="c"><c>[B, C]</c></param>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public Posterior Prior(Tensor c)
    {
        Shapes.RequireRows(c, Options.ConditionSize);
        if (prior is not null) return prior.Of(c);
        long[] shape = [c.shape[0], Options.LatentSize];
        return new Posterior(zeros(shape, c.dtype, c.device), zeros(shape, c.dtype, c.device));
    }

    /// <summary>Parameters of <c>p(x|z, c)</c>, for Bernoulli pixels their logits: <c>[B, P InputSize]</c>, or <c>[K, B, P InputSize]</c>.</summary>
    /// <param name="z"><c>[B, D]</c> or <c>[K, B, D]</c></param>
    /// <param name="c"><c>[B, C]</c>, the same for each of the K draws.</param>
    /// <exception cref="ArgumentException">A shape is another.</exception>
    public Tensor Decode(Tensor z, Tensor c)
    {
        Shapes.RequireRows(c, Options.ConditionSize);
        Shapes.RequireLast(z, Options.LatentSize);
        if (z.dim() is not (2 or 3) || z.shape[^2] != c.shape[0])
        {
            throw new ArgumentException($"z must have shape [B, {Options.LatentSize}] or [K, B, {Options.LatentSize}] with B = {c.shape[0]}, not {Shapes.Text(z)}.", nameof(z));
        }

        using var scope = NewDisposeScope();
        var repeated = c.expand([.. z.shape[..^1], Options.ConditionSize]);
        return decoder.call(cat([z, repeated], -1)).MoveToOuterDisposeScope();
    }

    /// <summary><c>log p(x|z, c)</c>, nats: <c>[B]</c>, or <c>[K, B]</c> for samples <c>[K, B, D]</c>.</summary>
    public Tensor LogLikelihood(Tensor x, Tensor c, Tensor z)
    {
        Shapes.RequireRows(x, Options.InputSize);
        using var parameters = Decode(z, c);
        return Likelihood.LogLikelihood(parameters, x);
    }

    /// <summary>
    /// <c>log p(x|c)</c> bounded from below with one reparameterised draw of z per example; the rate is <c>KL(q(z|x, c) || p(z|c))</c> in closed form (Sohn et al. 2015,
    /// equation 4).
    /// </summary>
    /// <param name="x"><c>[B, InputSize]</c></param>
    /// <param name="c"><c>[B, C]</c></param>
    /// <param name="generator">Source of the draw.</param>
    public Elbo Elbo(Tensor x, Tensor c, Generator generator)
    {
        using var scope = NewDisposeScope();
        var posterior = Encode(x, c);
        var z = posterior.Rsample(generator);                                                   // [B, D]
        return new Elbo(LogLikelihood(x, c, z).MoveToOuterDisposeScope(), Rate(posterior, c).MoveToOuterDisposeScope());
    }

    /// <summary>The same of rows <c>[x | c]</c> (<see cref="Join"/>): the bound for <see cref="Trainer"/>.</summary>
    /// <param name="rows"><c>[B, InputSize + C]</c></param>
    /// <param name="generator">Source of the draw.</param>
    public Elbo Elbo(Tensor rows, Generator generator)
    {
        using var scope = NewDisposeScope();
        var (x, c) = Split(rows);
        var elbo = Elbo(x, c, generator);
        return new Elbo(elbo.Reconstruction.MoveToOuterDisposeScope(), elbo.Rate.MoveToOuterDisposeScope());
    }

    /// <summary>
    /// <c>log p(x|z_k, c) + log p(z_k|c) - log q(z_k|x, c)</c> for K draws from the posterior, <c>[K, B]</c>, nats: <see cref="Densities.LogMeanExp"/> of it estimates
    /// <c>log p(x|c)</c>; <see cref="Evaluation.LogLikelihood(ConditionalVae, Tensor, Tensor, int, Generator, int, int)"/> does so in bounded memory.
    /// </summary>
    /// <param name="x"><c>[B, InputSize]</c></param>
    /// <param name="c"><c>[B, C]</c></param>
    /// <param name="samples">K, at least 1.</param>
    /// <param name="generator">Source of the draws.</param>
    public Tensor LogWeights(Tensor x, Tensor c, int samples, Generator generator)
    {
        using var scope = NewDisposeScope();
        var posterior = Encode(x, c);
        var z = posterior.Rsample(generator, samples);                                          // [K, B, D]
        return (LogLikelihood(x, c, z) + Prior(c).LogDensity(z) - posterior.LogDensity(z)).MoveToOuterDisposeScope();
    }

    /// <summary>One new example for each condition, <c>[B, InputSize]</c>, without gradient: the mean of <c>p(x|z, c)</c> at a draw <c>z ~ p(z|c)</c>, the picture that one shows.</summary>
    /// <param name="c"><c>[B, C]</c></param>
    /// <param name="generator">Source of the draw of z.</param>
    public Tensor Sample(Tensor c, Generator generator)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var z = Prior(c).Rsample(generator);                                                    // [B, D]
        return Likelihood.Mean(Decode(z, c)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// A batch for whoever learns from it, for example as <see cref="Bounds.Classification"/>'s augmentation: each row of x is replaced, with probability
    /// <paramref name="share"/>, by a new sample of its condition; <c>[B, InputSize]</c>, without gradient.
    /// </summary>
    /// <param name="x"><c>[B, InputSize]</c></param>
    /// <param name="c"><c>[B, C]</c></param>
    /// <param name="generator">Source of the choice and of the samples.</param>
    /// <param name="share">From 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    public Tensor Augment(Tensor x, Tensor c, Generator generator, double share = 0.5)
    {
        if (share is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "share must be from 0 to 1.");
        Shapes.RequireRows(x, Options.InputSize);
        RequireSameCount(x, c);
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var replaced = rand([x.shape[0], 1], generator: generator).to(x.device).lt(share);
        return where(replaced, Sample(c, generator), x).MoveToOuterDisposeScope();
    }

    /// <summary>Rows <c>[x | c]</c> taken apart; two views.</summary>
    internal (Tensor X, Tensor C) Split(Tensor rows)
    {
        Shapes.RequireRows(rows, Options.InputSize + Options.ConditionSize);
        return (rows.narrow(1, 0, Options.InputSize), rows.narrow(1, Options.InputSize, Options.ConditionSize));
    }

    private Tensor Rate(Posterior posterior, Tensor c)
    {
        if (prior is null) return posterior.Kl();
        var learned = prior.Of(c);
        return Densities.GaussianKl(posterior.Mean, posterior.LogVariance, learned.Mean, learned.LogVariance);
    }

    private static void RequireSameCount(Tensor x, Tensor c)
    {
        if (x.dim() == 2 && c.dim() == 2 && x.shape[0] == c.shape[0]) return;
        throw new ArgumentException($"x and c must be rows, equally many, [N, ...] each, not {Shapes.Text(x)} and {Shapes.Text(c)}.", nameof(c));
    }
}
