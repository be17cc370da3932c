#region 16.find-sum
// Over the units only: one number for each example.
Tensor FindSum(Tensor mean, Tensor logVariance) =>
    (0.5 * (mean.square() + logVariance.exp() - 1 - logVariance)).sum([1]);
#endregion

#region 16.find-range
// A Bernoulli likelihood is one of pixels in [0, 1]; what the network sees is its own affair.
(Tensor forEncoder, Tensor forLikelihood) FindRange(Tensor x) =>
    ((x - 0.13) / 0.31, x);
#endregion

#region 16.find-noise
// The draw must come from the q that the rate charges for: its scale is sigma, not 0.01 sigma.
Tensor FindNoise(Tensor mean, Tensor logVariance, Generator generator) =>
    mean + (0.5 * logVariance).exp() * randn(mean.shape, generator: generator);
#endregion

#region 16.find-codebook
// Straight through comes last: after it the vectors of the codebook are behind a detach.
(Tensor passed, Tensor codebookLoss, Tensor commitment) FindCodebook(Tensor e, Tensor codebook)
{
    var nearest = codebook[(e.unsqueeze(1) - codebook).square().sum([2]).argmin(1)];
    var codebookLoss = (nearest - e.detach()).square().sum([1]);
    var commitment = (nearest.detach() - e).square().sum([1]);
    return (e + (nearest - e).detach(), codebookLoss, commitment);
}
#endregion

#region 16.find-step
double FindStep(MlpVae vae, Tensor x, Adam optimizer, Generator generator)
{
    vae.zero_grad();
    var loss = vae.Elbo(x, generator).Loss();
    loss.backward();
    optimizer.Step();
    return loss.ToDouble();
}
#endregion
