#region 04.bernoulli
// x l - log(1 + e^l), and log(1 + e^l) = max(l, 0) + log(1 + e^-|l|): the exponent is never positive.
Tensor MyLogLikelihood(Tensor logits, Tensor x) =>
    (x * logits - logits.relu() - (-logits.abs()).exp().log1p()).sum([1]);
#endregion

#region 04.which-beta
// Each average divides by what it averages over; only the ratio of the two divisors counts.
(double a, double b, double c) WhichBeta(double N, double D) =>
    (N, 1 / D, N / D);
#endregion

#region 04.broken-loss
// Logits first, targets second; a sum over the pixels, then the mean over the batch.
Tensor BrokenLoss(Tensor logits, Tensor x, Tensor mean, Tensor logVariance) =>
    (nn.functional.binary_cross_entropy_with_logits(logits, x, reduction: nn.Reduction.None).sum([1]) + Rate(mean, logVariance)).mean();
#endregion

#region 04.broken-test
// Add up over images and divide once.
double BrokenTest(MlpVae vae, Tensor images, int size, Generator generator)
{
    using var _ = no_grad();
    double sum = 0;
    foreach (var x in images.split(size))
    {
        var posterior = vae.Encode(x);
        sum += (vae.LogLikelihood(x, posterior.Sample(generator)) - posterior.Kl()).sum().ToDouble();
    }
    return sum / images.shape[0];
}
#endregion
