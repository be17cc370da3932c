using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// The one latent-variable model in which everything is known in closed form: <c>z ~ N(0, I)</c>, <c>x|z ~ N(W z + b, s^2 I)</c>
/// (probabilistic PCA: Tipping and Bishop 1999). The yardstick for bounds and estimators. Computes in the type of its parameters; use float64.
/// </summary>
public sealed class LinearGaussianModel
{
    /// <summary>Takes the parameters; they stay the caller's.</summary>
    /// <param name="weight">W, <c>[N, D]</c>.</param>
    /// <param name="offset">b, <c>[N]</c>.</param>
    /// <param name="variance">s squared, above 0.</param>
    public LinearGaussianModel(Tensor weight, Tensor offset, double variance)
    {
        if (weight.dim() != 2) throw new ArgumentException($"weight must have shape [N, D], not {Shapes.Text(weight)}.", nameof(weight));
        if (offset.dim() != 1 || offset.shape[0] != weight.shape[0])
        {
            throw new ArgumentException($"offset must have shape [{weight.shape[0]}], not {Shapes.Text(offset)}.", nameof(offset));
        }

        if (!(variance > 0)) throw new ArgumentOutOfRangeException(nameof(variance), variance, "variance must be above 0.");
        (Weight, Offset, Variance) = (weight, offset, variance);
    }

    /// <summary>W, <c>[N, D]</c>.</summary>
    public Tensor Weight { get; }

    /// <summary>b, <c>[N]</c>.</summary>
    public Tensor Offset { get; }

    /// <summary>s squared, the same for each number of x.</summary>
    public double Variance { get; }

    /// <summary><c>E[x|z]</c>: <c>[..., D]</c> gives <c>[..., N]</c>.</summary>
    public Tensor Decode(Tensor z)
    {
        Shapes.RequireLast(z, Weight.shape[1]);
        using var scope = NewDisposeScope();
        return (matmul(z, Weight.t()) + Offset).MoveToOuterDisposeScope();
    }

    /// <summary><c>log p(x|z)</c>, nats: <c>[B]</c>, or <c>[K, B]</c> for samples <c>[K, B, D]</c>.</summary>
    public Tensor LogLikelihood(Tensor x, Tensor z)
    {
        Shapes.RequireLast(x, Weight.shape[0]);
        using var scope = NewDisposeScope();
        var mean = Decode(z);
        return Densities.GaussianLogDensity(x, mean, full_like(mean, Math.Log(Variance))).MoveToOuterDisposeScope();
    }

    /// <summary>The exact <c>log p(x) = log N(x; b, W W^T + s^2 I)</c>, <c>[B]</c>, nats.</summary>
    public Tensor LogLikelihood(Tensor x)
    {
        Shapes.RequireRows(x, Weight.shape[0]);
        using var scope = NewDisposeScope();
        var size = Weight.shape[0];
        var covariance = Weight.mm(Weight.t()) + (Variance * eye(size, dtype: Weight.dtype));
        var difference = x - Offset;
        var distance = (difference.mm(linalg.inv(covariance)) * difference).sum(1);
        return (-0.5 * ((size * Math.Log(2 * Math.PI)) + covariance.logdet() + distance)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The exact posterior <c>N(s^-2 C W^T (x - b), C)</c> with <c>C = (I + s^-2 W^T W)^-1</c>: means <c>[B, D]</c> and one covariance <c>[D, D]</c> for all x.
    /// It is diagonal only if the columns of W are orthogonal.
    /// </summary>
    public (Tensor Mean, Tensor Covariance) Posterior(Tensor x)
    {
        Shapes.RequireRows(x, Weight.shape[0]);
        using var scope = NewDisposeScope();
        var covariance = linalg.inv(eye(Weight.shape[1], dtype: Weight.dtype) + (Weight.t().mm(Weight) / Variance));
        var mean = (x - Offset).mm(Weight).mm(covariance) / Variance;
        return (mean.MoveToOuterDisposeScope(), covariance.MoveToOuterDisposeScope());
    }
}
