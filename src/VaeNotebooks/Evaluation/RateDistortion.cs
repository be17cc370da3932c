namespace VaeNotebooks;

/// <summary>
/// A model as a point of the rate-distortion plane (Alemi et al. 2018): what its code costs against what is still wrong after decoding. Only points
/// of the same data, in the same form and with z sampled may share a plane.
/// </summary>
/// <param name="Name">The model.</param>
/// <param name="Rate">Mean KL(q || p), nats per example.</param>
/// <param name="Distortion">Mean <c>-log p(x|z)</c>, nats per example; negative where a density is above 1.</param>
public sealed record RateDistortion(string Name, double Rate, double Distortion)
{
    /// <summary>The bound, -(Rate + Distortion): the same along lines of slope -1.</summary>
    public double Elbo => -(Rate + Distortion);

    /// <summary>The point of a model whose two terms were measured.</summary>
    public static RateDistortion Of(string name, ElboMeans means) => new(name, means.Rate, -means.Reconstruction);
}
