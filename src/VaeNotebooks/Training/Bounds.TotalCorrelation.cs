using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>Objectives for a <see cref="Trainer"/> that are not a model's own bound.</summary>
public static partial class Bounds
{
    /// <summary>
    /// The objective of beta-TCVAE (Chen et al. 2018, equation 4 with alpha = gamma = 1): of the three parts of the rate only the total correlation
    /// is weighted, <c>Rate = KL(q(z|x) || p(z)) + (beta - 1) TC</c>. The KL is in closed form and the total correlation is estimated from the batch, with the draws
    /// of the reconstruction. With beta = 1 it is the model's own bound; otherwise it is an objective and no bound: report the model's own.
    /// </summary>
    /// <param name="model">The model; its prior is N(0, I).</param>
    /// <param name="datasetSize">N, examples of the training set.</param>
    /// <param name="beta">Weight of the total correlation, not negative.</param>
    /// <param name="sampling">How q(z) is estimated from a batch.</param>
    /// <returns>The terms of a batch <c>[B, InputSize]</c>, <c>[B]</c> each, nats.</returns>
    public static Func<Tensor, Generator, Elbo> TotalCorrelation(
        Vae model, long datasetSize, double beta, AggregateSampling sampling = AggregateSampling.Stratified)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(datasetSize);
        if (!(beta >= 0 && double.IsFinite(beta))) throw new ArgumentOutOfRangeException(nameof(beta), beta, "beta must be at least 0.");
        return (x, generator) =>
        {
            using var scope = NewDisposeScope();
            var posterior = model.Encode(x);
            var z = posterior.Rsample(generator);
            var reconstruction = model.LogLikelihood(x, z).MoveToOuterDisposeScope();
            if (beta == 1) return new Elbo(reconstruction, posterior.Kl().MoveToOuterDisposeScope());
            var split = RateSplit.Of(posterior, z, Math.Max(datasetSize, x.shape[0]), sampling);
            return new Elbo(reconstruction, (posterior.Kl() + ((beta - 1) * split.TotalCorrelation)).MoveToOuterDisposeScope());
        };
    }
}
