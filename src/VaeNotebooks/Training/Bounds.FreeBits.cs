using TorchSharp;
using static TorchSharp.torch;

namespace VaeNotebooks;

public static partial class Bounds
{
    /// <summary>
    /// The bound with free bits: a unit whose batch mean of the KL is below lambda is charged lambda, which has no gradient. So the batch mean of the
    /// rate is <c>sum_d max(lambda, mean_b KL_bd)</c> (Kingma et al. 2016, equation 15): nothing pulls a unit below lambda. At least lambda times
    /// the number of units, so at most the bound itself: train with it, test with the model's own. <see cref="TrainerOptions.Beta"/> and
    /// <see cref="TrainerOptions.WarmUpEpochs"/> weight its rate as any other.
    /// </summary>
    /// <param name="model">A model whose rate is that of its posterior to N(0, I).</param>
    /// <param name="natsPerUnit">lambda, nats; 0 gives the model's own bound.</param>
    /// <returns>For a batch <c>[B, InputSize]</c> the terms, <c>[B]</c> each, with one reparameterised draw of z per example.</returns>
    /// <exception cref="ArgumentOutOfRangeException">lambda is negative or not finite.</exception>
    public static Func<Tensor, Generator, Elbo> FreeBits(Vae model, double natsPerUnit)
    {
        if (!(natsPerUnit >= 0 && double.IsFinite(natsPerUnit)))
        {
            throw new ArgumentOutOfRangeException(nameof(natsPerUnit), natsPerUnit, "natsPerUnit must be at least 0, and finite.");
        }

        Scalar lambda = natsPerUnit;
        return (x, generator) =>
        {
            using var scope = NewDisposeScope();
            var posterior = model.Encode(x);
            var z = posterior.Rsample(generator);
            var perUnit = posterior.KlPerUnit();                    // [B, D]
            var free = perUnit.mean([0], true).lt(lambda);          // [1, D]
            var rate = perUnit.masked_fill(free, lambda).sum(-1);   // [B]
            return new Elbo(model.LogLikelihood(x, z).MoveToOuterDisposeScope(), rate.MoveToOuterDisposeScope());
        };
    }
}
