using static TorchSharp.torch;

namespace VaeNotebooks;

public static partial class Evaluation
{
    /// <summary>A unit is active when its posterior mean varies by more than this over the data (Burda et al. 2016, section 5.2).</summary>
    public const double ActiveUnitThreshold = 0.01;

    /// <summary>The posteriors of a whole set, <c>[N, D]</c> each: the codes for scatter plots and for the aggregated posterior.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data"><c>[N, InputSize]</c></param>
    /// <param name="batchSize">Examples at a time.</param>
    public static Posterior Encode(Vae model, Tensor data, int batchSize = DefaultBatchSize)
    {
        Shapes.RequireRows(data, model.InputSize);
        using var scope = NewDisposeScope();
        var both = MapBatches(data, batchSize, x =>
        {
            var posterior = model.Encode(x);
            return stack([posterior.Mean, posterior.LogVariance], 1);  // [B, 2, D]
        });
        return new Posterior(both.select(1, 0).clone().MoveToOuterDisposeScope(), both.select(1, 1).clone().MoveToOuterDisposeScope());
    }

    /// <summary>Variance over the data of the posterior mean of each unit, <c>Cov_x(E_q[z])</c>; <c>[D]</c>. Near 0 for a collapsed unit.</summary>
    /// <param name="means">Posterior means of a set, <c>[N, D]</c> with N at least 2.</param>
    public static Tensor MeanVariances(Tensor means)
    {
        if (means.dim() != 2 || means.shape[0] < 2)
        {
            throw new ArgumentException($"means must have shape [N, D] with N at least 2, not {Shapes.Text(means)}.", nameof(means));
        }

        using var _ = no_grad();
        return means.var(0);
    }

    /// <summary>
    /// The same for a posterior of any form, from draws: <c>Cov_x(E_q[z])</c> is the covariance over the data between the averages of two independent sets of
    /// draws, so that the scatter of the draws within a posterior does not count. Unbiased; a collapsed unit may come out a little below 0. <c>[D]</c>.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="data"><c>[N, InputSize]</c> with N at least 2.</param>
    /// <param name="samples">Draws per example in each of the two sets.</param>
    /// <param name="generator">Source of the draws.</param>
    /// <param name="batchSize">Examples at a time.</param>
    public static Tensor MeanVariances(Vae model, Tensor data, int samples, Generator generator, int batchSize = DefaultBatchSize)
    {
        Shapes.RequireRows(data, model.InputSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(data.shape[0], 2);
        using var scope = NewDisposeScope();
        var both = MapBatches(data, batchSize, x =>
        {
            var z = model.Draw(x, 2 * samples, generator).Z;        // [2 K, B, D]
            return stack([z.narrow(0, 0, samples).mean([0]), z.narrow(0, samples, samples).mean([0])], 1);  // [B, 2, D]
        });
        var centred = both - both.mean([0], keepdim: true);
        return ((centred.select(1, 0) * centred.select(1, 1)).sum([0]) / (data.shape[0] - 1)).MoveToOuterDisposeScope();
    }

    /// <summary>Number of active units: those whose posterior mean varies by more than the threshold over the data.</summary>
    /// <param name="means">Posterior means of a set, <c>[N, D]</c>.</param>
    /// <param name="threshold">Variance from which a unit counts.</param>
    public static int ActiveUnits(Tensor means, double threshold = ActiveUnitThreshold)
    {
        using var scope = NewDisposeScope();
        return (int)MeanVariances(means).gt(threshold).sum().item<long>();
    }

    /// <summary>Mean over the set of the rate of each unit, <c>[D]</c>, nats per example.</summary>
    /// <param name="codes">The posteriors of a set, from <see cref="Encode"/>.</param>
    public static Tensor MeanRates(Posterior codes)
    {
        using var _ = no_grad();
        using var perUnit = codes.KlPerUnit();
        return perUnit.mean([0]);
    }
}
