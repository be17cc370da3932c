using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>Means of the two terms over a data set, nats per example.</summary>
/// <param name="Reconstruction">Mean of <c>log p(x|z)</c>.</param>
/// <param name="Rate">Mean of KL(q || p).</param>
public readonly record struct ElboMeans(double Reconstruction, double Rate)
{
    /// <summary>Mean of the bound, nats per example.</summary>
    public double Elbo => Reconstruction - Rate;

    /// <summary>Adds means times the number of examples that they stand for.</summary>
    internal ElboMeans Add(ElboMeans means, long examples) => new(Reconstruction + (means.Reconstruction * examples), Rate + (means.Rate * examples));

    internal ElboMeans Over(long examples) => new(Reconstruction / examples, Rate / examples);

    /// <summary>Means over a batch, added up in double precision.</summary>
    internal static ElboMeans Of(Elbo elbo)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        return new(Mean(elbo.Reconstruction), Mean(elbo.Rate));
    }

    private static double Mean(Tensor terms) => terms.mean([0], type: ScalarType.Float64).cpu().ReadCpuDouble(0);
}
