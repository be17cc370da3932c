using static TorchSharp.torch;

namespace VaeNotebooks;

public static partial class Evaluation
{
    // 10 draws of 100 images are 3 MB. With 50 each table gets pages of its own (MemoryAllocator), and asking the system for them takes as long as the arithmetic.
    private const int DefaultDraws = 10;

    /// <summary>
    /// The importance-weighted estimate of <c>log p(x)</c>: <c>log 1/K sum_k p(x, z_k) / q(z_k|x)</c> with <c>z_k ~ q</c> (Burda et al. 2016, equation 8).
    /// On average it is below the true value and rises towards it with K; with K = 1 it is the bound with the rate estimated from the same draw.
    /// Posterior and prior may be of any form: the weights are the model's own (<see cref="Vae.LogWeights"/>).
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="data"><c>[N, InputSize]</c></param>
    /// <param name="samples">K, draws per example; always quote it with the number.</param>
    /// <param name="generator">Source of the draws.</param>
    /// <param name="chunkSize">Draws at a time; more is not faster.</param>
    /// <param name="batchSize">Examples at a time; memory grows with chunkSize times batchSize, not with samples.</param>
    /// <returns><c>[N]</c>, nats.</returns>
    public static Tensor LogLikelihood(Vae model, Tensor data, int samples, Generator generator, int chunkSize = DefaultDraws, int batchSize = 100)
    {
        Shapes.RequireRows(data, model.InputSize);
        return LogLikelihood((x, count) => model.LogWeights(x, count, generator), data, samples, chunkSize, batchSize);
    }

    /// <summary>The same estimate of <c>log p(x|c)</c>, with draws from <c>q(z|x, c)</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="x"><c>[N, InputSize]</c></param>
    /// <param name="c"><c>[N, C]</c>: the conditions.</param>
    /// <param name="samples">K, draws per example; always quote it with the number.</param>
    /// <param name="generator">Source of the draws.</param>
    /// <param name="chunkSize">Draws at a time; more is not faster.</param>
    /// <param name="batchSize">Examples at a time; memory grows with chunkSize times batchSize, not with samples.</param>
    /// <returns><c>[N]</c>, nats.</returns>
    public static Tensor LogLikelihood(ConditionalVae model, Tensor x, Tensor c, int samples, Generator generator, int chunkSize = DefaultDraws, int batchSize = 100)
    {
        using var rows = ConditionalVae.Join(x, c);
        Tensor LogWeights(Tensor batch, int count)
        {
            var (own, condition) = model.Split(batch);
            return model.LogWeights(own, condition, count, generator);
        }

        return LogLikelihood(LogWeights, rows, samples, chunkSize, batchSize);
    }

    /// <summary>Of weights that a model gives for a batch and a number of draws, <c>[K, B]</c>.</summary>
    private static Tensor LogLikelihood(Func<Tensor, int, Tensor> logWeights, Tensor data, int samples, int chunkSize, int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunkSize);
        return MapBatches(data, batchSize, x =>
        {
            var type = x.dtype;
            var sum = full(x.shape[0], double.NegativeInfinity, ScalarType.Float64, x.device); // log of the sum of the weights so far, [B]
            for (var done = 0; done < samples; done += chunkSize)
            {
                Interruption.Point();
                using var scope = NewDisposeScope();
                using var before = sum;
                var weights = logWeights(x, Math.Min(chunkSize, samples - done));
                sum = logaddexp(before, weights.logsumexp(0).to(ScalarType.Float64)).MoveToOuterDisposeScope();
                type = weights.dtype;
            }

            return (sum - Math.Log(samples)).to(type);
        });
    }

    /// <summary>
    /// <c>log p(x|z) + log p(z) - log q(z|x)</c>: <c>[K, B]</c> for samples <c>[K, B, D]</c>, nats. <see cref="Densities.LogMeanExp"/> of
    /// it is the bound of IWAE. For a Gaussian posterior; <see cref="Vae.LogWeights"/> serves the others.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="x"><c>[B, InputSize]</c></param>
    /// <param name="posterior"><c>q(z|x)</c> of the same batch.</param>
    /// <param name="z"><c>[K, B, D]</c> or <c>[B, D]</c>, drawn from it.</param>
    public static Tensor LogWeights(Vae model, Tensor x, Posterior posterior, Tensor z)
    {
        using var scope = NewDisposeScope();
        return (model.LogLikelihood(x, z) + model.LogPrior(z) - posterior.LogDensity(z)).MoveToOuterDisposeScope();
    }
}
