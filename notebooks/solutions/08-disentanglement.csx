// Solutions of 08-disentanglement.
// `vae run 08 --solutions` puts each region in the place of the exercise of the same name.

#region 08.gap
// information [F, D] in nats, entropy [F] in nats. Result [F].
Tensor Gaps(Tensor information, Tensor entropy)
{
    var two = information.topk(2, 1).values;                        // [F, 2], the larger first
    return (two[.., 0] - two[.., 1]) / entropy;
}
#endregion

#region 08.total-correlation
// Sum of the units' entropies less the joint one; (D/2) log(2 pi e) cancels.
double GaussianTotalCorrelation(Tensor covariance) =>
    0.5 * (covariance.diagonal().log().sum() - linalg.slogdet(covariance).Item2).item<double>();
#endregion

#region 08.stratified
// The own posterior counts 1/N, the B - 1 others share the rest.
Tensor Weights(int B, int N)
{
    double other = (N - 1.0) / (N * (B - 1.0));
    return other + (1.0 / N - other) * eye(B, dtype: float64);
}
#endregion

#region 08.broken-average
// Add the rates up over images and divide once; collect the codes and score them once.
(double rate, double mig) BrokenScores(
    MlpVae vae, Tensor images, IReadOnlyList<Factor> of, int size, Generator g)
{
    using var _ = no_grad();
    double sum = 0;
    var codes = new List<Tensor>();
    foreach (var x in images.split(size))
    {
        var q = vae.Encode(x);
        sum += q.Kl().sum().ToDouble();
        codes.Add(q.Sample(g));
    }
    return (sum / images.shape[0], Disentanglement.MutualInformationGap(cat(codes), of).Mean);
}
#endregion
