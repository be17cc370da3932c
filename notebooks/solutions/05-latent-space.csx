// Solutions of 05-latent-space.
// `vae run 05 --solutions` puts each region in the place of the exercise of the same name.

#region 05.slerp
// a [D], b [D], t [T, 1] with values in [0, 1]. Result [T, D].
Tensor MySlerp(Tensor a, Tensor b, Tensor t)
{
    double cosine = (a.dot(b) / (a.norm() * b.norm())).ToDouble();
    double omega = Math.Acos(Math.Clamp(cosine, -1, 1));            // rounding may leave [-1, 1]
    if (omega < 1e-6) return (1 - t) * a + t * b;                   // the limit of the formula
    return (((1 - t) * omega).sin() * a + (t * omega).sin() * b) / Math.Sin(omega);
}
#endregion

#region 05.moments
// mean [N, D], logVariance [N, D]. Divide by N, not by N - 1.
(Tensor mean, Tensor covariance) AggregatedMoments(Tensor mean, Tensor logVariance)
{
    var center = mean.mean([0L]);
    var ofMeans = (mean - center).t().mm(mean - center) / mean.shape[0];
    var ofEllipses = diag(logVariance.exp().mean([0L]));
    return (center, ofMeans + ofEllipses);  // covariance of the means + mean of the covariances
}
#endregion

#region 05.information
// logQ [N, N]: row i is the draw z_i, column j the image x_j. logPrior [N]. Result in nats.
(double information, double mismatch) Split(Tensor logQ, Tensor logPrior)
{
    var logAggregated = logQ.logsumexp(1) - Math.Log(logQ.shape[0]);        // log q(z_i), [N]
    double information = (logQ.diagonal() - logAggregated).mean().item<double>();
    double mismatch = (logAggregated - logPrior).mean().item<double>();
    return (information, mismatch);
}
#endregion

#region 05.broken-map
// Result [side * side, 2], in the order in which ImageGrid draws: row by row, from the top.
Tensor MapGrid(int side)
{
    var steps = LatentSpace.Quantiles(side);               // equal probabilities, not equal steps
    return cartesian_prod(steps.flip(0), steps).flip(1);   // z2 falls row by row, z1 runs fastest
}
#endregion
