// Solutions of 06-posterior-collapse.
// `vae run 06 --solutions` puts each region in the place of the exercise of the same name.

#region 06.escape
// variance: lambda; noise: s^2. The larger root of the characteristic polynomial of a symmetric matrix with two rows.
double EscapeRate(double variance, double noise, double beta)
{
    double p = -1 / noise, q = variance / noise, r = -beta * variance;
    return (p + r) / 2 + Math.Sqrt((p - r) * (p - r) / 4 + q * q);
}
#endregion

#region 06.water-filling
// A direction leaves the error min(lambda, beta s^2) and costs half the logarithm of what it takes away.
(int used, double rate, double error) WaterFilling(double[] spectrum, double noise, double beta)
{
    double level = beta * noise;
    return (spectrum.Count(l => l > level),
        spectrum.Sum(l => Math.Max(0, 0.5 * Math.Log(l / level))),
        spectrum.Sum(l => Math.Min(l, level)));
}
#endregion

#region 06.free-bits
// The decision is one per unit, from the batch mean; the charge lambda has no gradient.
Tensor FreeBitsRate(Tensor perUnit, double lambda) =>
    perUnit.masked_fill(perUnit.mean([0L], keepdim: true).lt(lambda), lambda).sum([1]);
#endregion

#region 06.broken-kl
// sigma^2 - log sigma^2 has its minimum, 1, at sigma = 1; with a plus there is none.
Tensor BrokenRate(Tensor mean, Tensor logVariance) =>
    0.5 * (mean.square() + logVariance.exp() - 1 - logVariance).sum([1]);
#endregion
