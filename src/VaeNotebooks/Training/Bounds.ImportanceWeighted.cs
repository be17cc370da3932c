using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// Training bounds for <see cref="Trainer"/>, each made of a model: a batch <c>[B, InputSize]</c> and a generator give terms <c>[B]</c> in nats.
/// </summary>
public static partial class Bounds
{
    /// <summary>
    /// The importance-weighted bound <c>log 1/K sum_k w_k</c> with <c>w_k = p(x, z_k) / q(z_k|x)</c>, <c>z_k ~ q</c> (IWAE: Burda et al. 2016, equation 8), differentiated
    /// through the draws. With K = 1 it is the bound of a VAE, with the rate estimated from the draw too.
    /// </summary>
    /// <remarks>
    /// For K above 1 this bound does not split into two terms. <see cref="Elbo.Value"/> is the bound; <see cref="Elbo.Rate"/> is KL(q || p) as the mean over the K draws of
    /// <c>log q - log p</c>, right for any prior; <see cref="Elbo.Reconstruction"/> is what is left, bound + rate: for K = 1 it is <c>log p(x|z)</c>, above that it is no mean
    /// of it. A weight beta of the rate trains on <c>bound + (1 - beta) rate</c>.
    /// </remarks>
    /// <param name="model">The model, with any posterior and prior.</param>
    /// <param name="samples">K, draws per example.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one sample.</exception>
    public static Func<Tensor, Generator, Elbo> ImportanceWeighted(Vae model, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        return (x, generator) =>
        {
            using var scope = NewDisposeScope();
            var (z, logDensity) = model.Draw(x, samples, generator); // [K, B, D], [K, B]
            var logPrior = model.LogPrior(z);
            return Terms(logDensity - logPrior, model.LogLikelihood(x, z) + logPrior - logDensity);
        };
    }

    /// <summary>
    /// The same bound, with the doubly reparameterised gradient for the encoder (DReG: Tucker et al. 2019, equation 8): with normalised weights <c>v_k = w_k / sum_j w_j</c>
    /// it is <c>sum_k v_k^2 (d log w_k / d z_k) (d z_k / d phi)</c>, unbiased like the other, and its signal does not drown in noise as K grows. The decoder gets the gradient of
    /// <see cref="ImportanceWeighted"/>. Costs one more pass through the decoder, forward only.
    /// </summary>
    /// <remarks>Terms are named as in <see cref="ImportanceWeighted"/>.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="samples">K, draws per example.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one sample.</exception>
    /// <exception cref="ArgumentException">The model's posterior is no diagonal Gaussian: the gradient above would not be that of its bound.</exception>
    public static Func<Tensor, Generator, Elbo> DoublyReparameterised(Vae model, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        model.RequireGaussianPosterior("The doubly reparameterised gradient", nameof(model));
        return (x, generator) =>
        {
            using var scope = NewDisposeScope();
            var posterior = model.Encode(x);
            var z = posterior.Rsample(generator, samples); // [K, B, D]
            // log q as a function of z alone: the gradient through its parameters is the part that the second reparameterisation replaces.
            var constant = new Posterior(posterior.Mean.detach(), posterior.LogVariance.detach());
            return Terms(
                posterior.LogDensity(z) - model.LogPrior(z), Evaluation.LogWeights(model, x, constant, WithWeightedGradient(model, x, constant, z)));
        };
    }

    // The bound gives each log w_k the gradient v_k; on its way from z_k to the encoder it takes v_k once more.
    private static Tensor WithWeightedGradient(Vae model, Tensor x, Posterior constant, Tensor z)
    {
        if (!z.requires_grad) return z;
        var drawn = z.detach();
        return drawn + (Normalised(model, x, constant, drawn) * (z - drawn));
    }

    private static Tensor Normalised(Vae model, Tensor x, Posterior constant, Tensor drawn)
    {
        using var _ = no_grad();
        return Evaluation.LogWeights(model, x, constant, drawn).softmax(0).unsqueeze(-1); // [K, B, 1]
    }

    private static Elbo Terms(Tensor rates, Tensor logWeights)
    {
        var rate = rates.mean([0]);
        var reconstruction = Densities.LogMeanExp(logWeights) + rate;
        return new Elbo(reconstruction.MoveToOuterDisposeScope(), rate.MoveToOuterDisposeScope());
    }
}
