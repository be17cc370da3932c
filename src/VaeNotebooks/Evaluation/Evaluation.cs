using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>Which z the reconstruction is computed with.</summary>
public enum LatentChoice
{
    /// <summary>A draw from q(z|x): the bound.</summary>
    Sampled,

    /// <summary>The mean of q(z|x): not a bound, and several nats better. Never compare the two.</summary>
    Mean,
}

/// <summary>Measurements of a trained model; nats per example. All leave the model and its gradients alone and use bounded memory.</summary>
public static partial class Evaluation
{
    /// <summary>Examples that are evaluated at a time unless the caller says otherwise.</summary>
    public const int DefaultBatchSize = 1000;

    /// <summary>Means of the two terms over a set, each example counted once.</summary>
    /// <param name="bound">The terms of a batch, <c>[B]</c> each.</param>
    /// <param name="data"><c>[N, ...]</c></param>
    /// <param name="batchSize">Examples at a time.</param>
    public static ElboMeans MeanElbo(Func<Tensor, Elbo> bound, Tensor data, int batchSize = DefaultBatchSize)
    {
        var sums = default(ElboMeans);
        ForEachBatch(data, batchSize, batch => sums = sums.Add(ElboMeans.Of(bound(batch)), batch.shape[0]));
        return sums.Over(data.shape[0]);
    }

    /// <summary>Means of the two terms of a VAE over a set.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data"><c>[N, InputSize]</c></param>
    /// <param name="latent">z drawn from the posterior, which gives the bound, or its mean.</param>
    /// <param name="generator">Source of the draws; not touched with <see cref="LatentChoice.Mean"/>.</param>
    /// <param name="batchSize">Examples at a time.</param>
    public static ElboMeans MeanElbo(Vae model, Tensor data, LatentChoice latent, Generator generator, int batchSize = DefaultBatchSize)
    {
        Shapes.RequireRows(data, model.InputSize);
        return MeanElbo(batch => latent == LatentChoice.Sampled ? model.Elbo(batch, generator) : AtMean(model, batch), data, batchSize);
    }

    private static Elbo AtMean(Vae model, Tensor x)
    {
        var posterior = model.Encode(x);
        return new Elbo(model.LogLikelihood(x, posterior.Mean), posterior.Kl());
    }

    /// <summary>Joins what <paramref name="map"/> gives for each batch along the first dimension.</summary>
    private static Tensor MapBatches(Tensor data, int batchSize, Func<Tensor, Tensor> map)
    {
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        ForEachBatch(data, batchSize, batch => parts.Add(map(batch).MoveToOuterDisposeScope()));
        return cat(parts, 0).MoveToOuterDisposeScope();
    }

    private static void ForEachBatch(Tensor data, int batchSize, Action<Tensor> action)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        Shapes.RequireExamples(data);
        using var _ = no_grad();
        for (var from = 0L; from < data.shape[0]; from += batchSize)
        {
            Interruption.Point();
            using var scope = NewDisposeScope();
            action(data.narrow(0, from, Math.Min(batchSize, data.shape[0] - from)));
        }
    }
}
