using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>The two terms of the evidence lower bound, per example and in nats, so that nothing is averaged or weighted before its time.</summary>
public sealed record Elbo
{
    /// <summary>Joins the two terms.</summary>
    /// <param name="Reconstruction"><c>[B]</c>, nats.</param>
    /// <param name="Rate"><c>[B]</c>, nats.</param>
    /// <exception cref="ArgumentException">The terms are not both <c>[B]</c>: one was summed or averaged too early.</exception>
    public Elbo(Tensor Reconstruction, Tensor Rate)
    {
        if (Reconstruction.dim() != 1)
        {
            throw new ArgumentException(
                $"Reconstruction must have shape [B], one number per example, not {Shapes.Text(Reconstruction)}.", nameof(Reconstruction));
        }

        Shapes.RequireSame(Rate, Reconstruction, nameof(Reconstruction));
        this.Reconstruction = Reconstruction;
        this.Rate = Rate;
    }

    /// <summary><c>E_q[log p(x|z)]</c>, estimated with one sample of z; <c>[B]</c>, nats.</summary>
    public Tensor Reconstruction { get; }

    /// <summary><c>KL(q(z|x) || p(z))</c>; <c>[B]</c>, nats.</summary>
    public Tensor Rate { get; }

    /// <summary>The bound on <c>log p(x)</c>: Reconstruction - Rate; a new tensor <c>[B]</c>, nats.</summary>
    public Tensor Value => Reconstruction - Rate;

    /// <summary>
    /// What training minimises: the batch mean of <c>beta Rate - Reconstruction</c>, a scalar in nats per example. With beta = 1 it is the
    /// negative bound.
    /// </summary>
    /// <param name="beta">Weight of the rate (Higgins et al. 2017).</param>
    public Tensor Loss(double beta = 1)
    {
        using var scope = NewDisposeScope();
        var weighted = beta == 1 ? Rate : beta * Rate;
        return (weighted - Reconstruction).mean().MoveToOuterDisposeScope();
    }
}
