#region 16.find-sum
// Over the units only, [1]: a sum over everything also adds up the examples.
Tensor FindSum(Tensor mean, Tensor logVariance) =>
    0.5 * (mean.square() + logVariance.exp() - 1 - logVariance).sum([1]);
#endregion

#region 16.find-range
// The network may see what it likes; the Bernoulli likelihood is one of numbers in [0, 1].
(Tensor forEncoder, Tensor forLikelihood) FindRange(Tensor x) => ((x - 0.13) / 0.31, x);
#endregion

#region 16.find-noise
Tensor FindNoise(Tensor mean, Tensor logVariance, Generator generator) =>
    mean + (0.5 * logVariance).exp() * randn(mean.shape, generator: generator);
#endregion

#region 16.find-codebook
// Both losses before the straight-through step: after it the codebook is behind a detach.
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
