#region 11.all-classes
Tensor EveryDigit(ConditionalVae model, Tensor z)
{
    using var _ = no_grad();
    var c = ConditionalVae.ClassIndicators(arange(10, dtype: int64).repeat(z.shape[0]), 10);
    return model.Decode(z.repeat_interleave(10, 0), c).sigmoid();
}
#endregion

#region 11.diagonal
// The root of a product of diagonal matrices is the product of the deviations: (s - t)^2 remains.
double DiagonalFrechet(Tensor a, Tensor b) =>
    ((a.mean([0]) - b.mean([0])).square().sum() + (a.std(0) - b.std(0)).square().sum()).ToDouble();
#endregion

#region 11.copies
double CopyShare(Tensor samples, Tensor unseen, Tensor training)
{
    Tensor Distances(Tensor images) => Evaluation.NearestNeighbours(images, training).Distances;
    var limit = Distances(unseen).quantile(tensor(0.01f));
    return Distances(samples).lt(limit).to(float32).mean().ToDouble();
}
#endregion

#region 11.broken-split
// Split first: the originals decide who is on which side, and only the training side is augmented.
(Tensor train, Tensor test) BrokenSplit(Tensor images, int copies, int testCount,
    Func<Tensor, Tensor> augment, Generator generator)
{
    var shuffled = images.index_select(0, randperm(images.shape[0], generator: generator));
    int kept = (int)images.shape[0] - testCount;
    var own = shuffled[..kept];
    return (cat([own, augment(own.repeat(copies, 1))], 0), shuffled[kept..]);
}
#endregion
