using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>The encoder's answer <c>q(z|x)</c>: a diagonal Gaussian per example.</summary>
/// <param name="Mean"><c>[B, D]</c></param>
/// <param name="LogVariance"><c>[B, D]</c></param>
public sealed record Posterior(Tensor Mean, Tensor LogVariance)
{
    /// <summary>One draw per example, <c>[B, D]</c>, cut off from the gradient.</summary>
    public Tensor Sample(Generator generator)
    {
        using var _ = no_grad();
        return Rsample(generator);
    }

    /// <summary>
    /// One draw per example, <c>mean + exp(logVariance / 2) noise</c>, <c>[B, D]</c>; the gradient flows through it (Kingma and Welling
    /// 2014, section 2.4).
    /// </summary>
    public Tensor Rsample(Generator generator) => Draw(Mean.shape, generator);

    /// <summary>K draws per example, <c>[K, B, D]</c>; the gradient flows through them.</summary>
    public Tensor Rsample(Generator generator, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return Draw([count, .. Mean.shape], generator);
    }

    /// <summary><c>log q(z|x)</c>, nats: <c>[B]</c>, or <c>[K, B]</c> for samples <c>[K, B, D]</c>.</summary>
    public Tensor LogDensity(Tensor z) => Densities.GaussianLogDensity(z, Mean, LogVariance);

    /// <summary><c>KL(q(z|x) || N(0, I))</c>, <c>[B]</c>, nats.</summary>
    public Tensor Kl() => Densities.GaussianKl(Mean, LogVariance);

    /// <summary>The same for each latent unit, <c>[B, D]</c>, nats.</summary>
    public Tensor KlPerUnit() => Densities.GaussianKlPerUnit(Mean, LogVariance);

    private Tensor Draw(long[] shape, Generator generator)
    {
        using var scope = NewDisposeScope();
        var noise = randn(shape, generator: generator).to(Mean.device);
        return Mean.add(LogVariance.mul(Numbers.Half).exp() * noise, Numbers.One).MoveToOuterDisposeScope();
    }
}
