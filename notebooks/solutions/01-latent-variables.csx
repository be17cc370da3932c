#region 01.posterior
// x [N]; share, mean, deviation [2]. Result [N, 2], each row adds up to 1.
// Divide by p(x) in logarithms: softmax subtracts the larger one first, so nothing underflows.
Tensor MixturePosterior(Tensor x, Tensor share, Tensor mean, Tensor deviation) =>
    softmax(share.log() + LogNormal(x.unsqueeze(1), mean, deviation.square()), 1);
#endregion

#region 01.sample
// First the cause, then the effect.
Tensor DrawSpiral(int count, Generator generator)
{
    var z = randn(count, dtype: float64, generator: generator);
    return Spiral(z) + noise * randn(count, 2, dtype: float64, generator: generator);
}
#endregion

#region 01.linear-gaussian
// x [N, P], W [P, D], b [P]. Result [N]. The marginal is N(b, W W^T + s^2 I).
Tensor LinearGaussianLogDensity(Tensor x, Tensor W, Tensor b, double s)
{
    var covariance = W.mm(W.t()) + s * s * eye(W.shape[0], dtype: float64);
    var d = x - b;
    var mahalanobis = (d.mm(linalg.inv(covariance)) * d).sum([1]);
    var (_, logDeterminant) = linalg.slogdet(covariance);
    return -0.5 * (W.shape[0] * Math.Log(2 * Math.PI) + logDeterminant + mahalanobis);
}
#endregion

#region 01.broken-underflow
// The largest value is taken out before exp, so at least one term is 1 and the sum cannot be 0.
double LogMarginalEstimate(Tensor logLikelihood) =>
    logLikelihood.logsumexp(0).item<double>() - Math.Log(logLikelihood.numel());
#endregion
