#region 07.log-mean-exp
// The largest exponent becomes 0; every number of draws counts, also those of weight 0.
Tensor MyLogMeanExp(Tensor logWeights)
{
    var largest = logWeights.max(0).values;
    return largest + (logWeights - largest).exp().mean([0L]).log();
}
#endregion

#region 07.ess
// With v = w / sum w it is 1 / sum v^2; softmax takes the largest exponent out by itself.
Tensor Ess(Tensor logWeights) =>
    1 / logWeights.softmax(0).square().sum([0L]);
#endregion

#region 07.how-many
// s^2 = 2 KL, V = e^(s^2) - 1, and V / 2K = tolerance.
double HowManyDraws(double kl, double tolerance) =>
    (Math.Exp(2 * kl) - 1) / (2 * tolerance);
#endregion

#region 07.broken-weights
// Each draw with its own densities; the normalised weights are constants.
Tensor BrokenLoss(Tensor logLikelihood, Tensor logPrior, Tensor logPosterior, Tensor rate)
{
    var logWeights = logLikelihood + logPrior - logPosterior;   // [K, B]
    var v = logWeights.detach().softmax(0);
    return -(v * logWeights).sum([0L]).mean();
}
#endregion
