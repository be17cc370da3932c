#region 03.log-variance
// z = mean + exp(logVariance / 2) * noise, so dz / dlogVariance = exp(logVariance / 2) * noise / 2, and df / dz = x - z.
Tensor LogVarianceGradient(double x, double mean, double logVariance, Tensor noise)
{
    double deviation = Math.Exp(0.5 * logVariance);
    return (x - mean - deviation * noise) * (0.5 * deviation) * noise;
}
#endregion

#region 03.leave-one-out
// f [K], score [K]. Result: the mean over the draws of (f_k - mean of the other f) * score_k.
double LeaveOneOut(Tensor f, Tensor score)
{
    var others = (f.sum() - f) / (f.numel() - 1);
    return ((f - others) * score).mean().item<double>();
}
#endregion

#region 03.enumerate
// dp_k / da_j = p_k ([k = j] - p_j), so the gradient is p_j (f_j - E[f]): a baseline appears by itself.
Tensor ExactCategoricalGradient(Tensor logits, Tensor f)
{
    var p = softmax(logits, 0);
    return p * (f - (p * f).sum());
}
#endregion

#region 03.broken-draw
// The deviation is exp(logVariance / 2); the noise is drawn apart, so that mean and deviation keep their gradients.
Tensor DrawLatent(Tensor mean, Tensor logVariance, Generator generator) =>                 // [B, D], [B, D] -> z [B, D]
    mean + (0.5 * logVariance).exp() * randn(mean.shape, generator: generator);
#endregion
