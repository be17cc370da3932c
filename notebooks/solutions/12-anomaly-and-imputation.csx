#region 12.mixture-nll
Tensor MixtureNll(Tensor log) => Math.Log(log.shape[0]) - log.logsumexp(0);
#endregion

#region 12.metropolis
Tensor LogAcceptance(Tensor newJoint, Tensor newQ, Tensor oldJoint, Tensor oldQ) =>
    (newJoint - newQ - (oldJoint - oldQ)).clamp(max: 0);
#endregion

#region 12.broken-threshold
// A quantile of normal scores: no anomaly is needed, and no test image has a say.
double BrokenThreshold(Tensor normalValidation, Tensor normalTest, Tensor anomaliesTest, double falseAlarms)
{
    var sorted = normalValidation.sort().Values;
    long place = (long)Math.Floor((1 - falseAlarms) * (sorted.shape[0] - 1));
    return sorted[place].ToDouble();
}
#endregion

#region 12.broken-missing
Tensor BrokenNll(Tensor logits, Tensor x, Tensor mask) =>
    -(Densities.BernoulliLogLikelihoodPerUnit(logits, x) * (1 - mask)).sum([1]);
#endregion
