#region 10.planar
// v = (1 - tanh^2(w.z + b)) w is the gradient of the tanh; the determinant is 1 + u.v.
(Tensor z, Tensor logDet) Planar(Tensor z, Tensor u, Tensor w, double b)
{
    var a = w.dot(u);
    var shifted = u + (-1 + nn.functional.softplus(a) - a) * w / w.dot(w);
    var bent = (z.mv(w) + b).tanh();                                // [B]
    return (z + bent.unsqueeze(1) * shifted, (1 + (1 - bent.square()) * w.dot(shifted)).log());
}
#endregion

#region 10.mixture
Tensor LogMixture(Tensor z, Tensor mean, Tensor logVariance, Tensor logWeight)
{
    var each = -0.5 * (Math.Log(2 * Math.PI) + logVariance + (z.unsqueeze(1) - mean).square() / logVariance.exp()).sum([2]);    // [B, M]
    return (each + logWeight).logsumexp(1);
}
#endregion

#region 10.straight-through
Tensor StraightThrough(Tensor e, Tensor codebook)
{
    var nearest = codebook[(e.unsqueeze(1) - codebook).square().sum([2]).argmin(1)];
    return e + (nearest - e).detach();
}
#endregion

#region 10.broken-mean
// Draws from the model's own posterior, its own density, its own prior: the mean of the log weights.
double BrokenElbo(Vae vae, Tensor x, int draws, Generator generator)
{
    var (z, logQ) = vae.Draw(x, draws, generator);
    return (vae.LogLikelihood(x, z) + vae.LogPrior(z) - logQ).mean().ToDouble();
}
#endregion
