using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>The nearest row of a set, for each query.</summary>
/// <param name="Indices">Which row of the set, <c>[Q]</c>, int64.</param>
/// <param name="Distances">Euclidean distance to it, <c>[Q]</c>.</param>
public sealed record Neighbours(Tensor Indices, Tensor Distances);

public static partial class Evaluation
{
    /// <summary>
    /// Frechet distance (squared, as Heusel et al. 2017 report it) between the Gaussians fitted to two sets of features: <c>|m - m'|^2 + tr(C + C' - 2 (C C')^1/2)</c>
    /// (Dowson and Landau 1982). It depends on whose features they are, and is no "FID" unless they are Inception's; compare only numbers of one network.
    /// </summary>
    /// <remarks>
    /// Of finite sets it is too large on average, by about a constant over N: two halves of one set are not 0 apart. Compare with sets of the same size, and quote the size. With
    /// fewer rows than features the covariances are singular: the number is still defined, and says little.
    /// </remarks>
    /// <param name="a"><c>[N, F]</c>, N at least 2.</param>
    /// <param name="b"><c>[M, F]</c>, M at least 2.</param>
    /// <returns>In squared units of the features, never below 0.</returns>
    /// <exception cref="ArgumentException">A shape is another.</exception>
    public static double FrechetDistance(Tensor a, Tensor b)
    {
        if (a.dim() != 2 || a.shape[0] < 2) throw new ArgumentException($"a must have shape [N, F] with N at least 2, not {Shapes.Text(a)}.", nameof(a));
        if (b.shape is not [>= 2, _] || b.shape[1] != a.shape[1])
            throw new ArgumentException($"b must have shape [M, {a.shape[1]}] with M at least 2, not {Shapes.Text(b)}.", nameof(b));
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var ((meanA, covarianceA), (meanB, covarianceB)) = (Moments(a), Moments(b));
        // (C C')^1/2 has the trace of (C^1/2 C' C^1/2)^1/2, which is symmetric.
        var root = SquareRoot(covarianceA);
        var product = root.mm(covarianceB).mm(root);
        var traceOfRoot = linalg.eigvalsh((product + product.t()) / 2).clamp_min(0).sqrt().sum();
        var distance = (meanA - meanB).square().sum() + covarianceA.trace() + covarianceB.trace() - (2 * traceOfRoot);
        return Math.Max(0, distance.item<double>());
    }

    /// <summary>For each row the nearest of a set, by Euclidean distance: of samples and training images, it shows what was memorised.</summary>
    /// <param name="queries"><c>[Q, F]</c></param>
    /// <param name="set"><c>[N, F]</c></param>
    /// <param name="batchSize">Queries at a time; memory grows with it times N.</param>
    /// <exception cref="ArgumentException">A shape is another.</exception>
    public static Neighbours NearestNeighbours(Tensor queries, Tensor set, int batchSize = 200)
    {
        Shapes.RequireExamples(set);
        Shapes.RequireRows(set, set.shape[^1]);
        Shapes.RequireRows(queries, set.shape[1]);
        return Nearest(queries, set, batchSize, excludeOwn: false);
    }

    /// <summary>For each row of a set the nearest <em>other</em> row: small distances on average mean that the rows repeat one another.</summary>
    /// <param name="set"><c>[N, F]</c>, N at least 2.</param>
    /// <param name="batchSize">Rows at a time; memory grows with it times N.</param>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public static Neighbours NearestOthers(Tensor set, int batchSize = 200)
    {
        if (set.shape is not [>= 2, _]) throw new ArgumentException($"set must have shape [N, F] with N at least 2, not {Shapes.Text(set)}.", nameof(set));
        return Nearest(set, set, batchSize, excludeOwn: true);
    }

    private static Neighbours Nearest(Tensor queries, Tensor set, int batchSize, bool excludeOwn)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var squares = set.square().sum([1]);
        var (done, setTransposed) = (0L, set.t());
        var indices = MapBatches(queries, batchSize, x =>
        {
            var order = squares - (2 * x.mm(setTransposed));                                    // |s|^2 - 2 q.s, [b, N]: the distance but for |q|^2
            if (excludeOwn) order.diagonal(done).fill_(double.PositiveInfinity);
            done += x.shape[0];
            return order.argmin(1);
        });
        // Once more, by differences: the squares cancel where query and neighbour are the same.
        var distances = (queries - set.index_select(0, indices)).norm(1);
        return new(indices.MoveToOuterDisposeScope(), distances.MoveToOuterDisposeScope());
    }

    private static (Tensor Mean, Tensor Covariance) Moments(Tensor rows)
    {
        var values = rows.to(ScalarType.Float64);
        var mean = values.mean([0]);
        var centred = values - mean;
        return (mean, centred.t().mm(centred) / (rows.shape[0] - 1));
    }

    private static Tensor SquareRoot(Tensor symmetric)
    {
        var (values, vectors) = linalg.eigh(symmetric);
        return (vectors * values.clamp_min(0).sqrt()).mm(vectors.t());
    }
}
