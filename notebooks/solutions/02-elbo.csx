#region 02.rate
// mean, logVariance [B, D]. Result [B], nats per example.
Tensor MyRate(Tensor mean, Tensor logVariance) =>
    0.5 * (mean.square() + logVariance.exp() - 1 - logVariance).sum([1]);
#endregion

#region 02.posterior
// Precisions add: 1 from the prior, w^2 / s^2 from the observation.
(double mean, double variance) TruePosterior(double x, double w, double b, double s)
{
    double variance = 1 / (1 + w * w / (s * s));
    return (variance * w * (x - b) / (s * s), variance);
}
#endregion

#region 02.gap
// With unit diagonal the covariance has the determinant 1 - rho^2, and each Lambda_dd is 1 / (1 - rho^2).
double GapOfCorrelation(double rho) =>
    -0.5 * Math.Log(1 - rho * rho);
#endregion

#region 02.broken-sign
// The log-variance is subtracted: a variance near 0 costs infinitely much.
Tensor BrokenRate(Tensor mean, Tensor logVariance) =>                       // [B, D] -> [B]
    0.5 * (mean.square() + logVariance.exp() - 1 - logVariance).sum([1]);
#endregion
