using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>The Frechet distance against closed forms and another way to the square root; nearest neighbours against a loop over all pairs.</summary>
public sealed class SampleQualityTests : IDisposable
{
    private readonly IDisposable _scope = NewDisposeScope();
    private readonly Generator _generator = new(5);

    public void Dispose()
    {
        _generator.Dispose();
        _scope.Dispose();
    }

    private Tensor Normal(params long[] shape) => randn(shape, ScalarType.Float64, generator: _generator);

    /// <summary>Rows whose mean and covariance are exactly what is asked for: whitened first.</summary>
    private Tensor Rows(int count, Tensor mean, Tensor root)
    {
        var raw = Normal(count, mean.shape[0]);
        var centred = raw - raw.mean([0]);
        var factor = linalg.cholesky(centred.t().mm(centred) / (count - 1));
        return centred.mm(linalg.inv(factor).t()).mm(root.t()) + mean;
    }

    [Fact]
    public void With_commuting_covariances_it_is_the_closed_form()
    {
        // C = V diag(s^2) V', C' = V diag(t^2) V': |m - m'|^2 + sum (s - t)^2.
        var (vectors, _) = linalg.qr(Normal(5, 5));
        double[] s = [0.5, 1, 2, 0.1, 3], t = [1, 1, 0.5, 0.4, 2];
        var (mean, other) = (Normal(5), Normal(5));
        var a = Rows(50, mean, vectors.mm(diag(tensor(s))));
        var b = Rows(70, other, vectors.mm(diag(tensor(t))));
        var expected = (mean - other).square().sum().item<double>() + s.Zip(t, (x, y) => (x - y) * (x - y)).Sum();
        Assert.Equal(expected, Evaluation.FrechetDistance(a, b), 1e-9);
        Assert.Equal(expected, Evaluation.FrechetDistance(b, a), 1e-9);
    }

    [Fact]
    public void With_any_covariances_the_root_is_the_one_that_Newtons_iteration_finds()
    {
        var (a, b) = (Normal(40, 4).mm(Normal(4, 4)), Normal(60, 4).mm(Normal(4, 4)) + 1);
        static Tensor Covariance(Tensor rows) => (rows - rows.mean([0])).t().mm(rows - rows.mean([0])) / (rows.shape[0] - 1);
        // Denman and Beavers 1976: Y and Z tend to the root of the product and to its inverse. No eigenvalue is used, and the product is not symmetric.
        var (y, z) = (Covariance(a).mm(Covariance(b)), eye(4, dtype: ScalarType.Float64));
        var product = y;
        for (var i = 0; i < 60; i++) (y, z) = ((y + linalg.inv(z)) / 2, (z + linalg.inv(y)) / 2);
        Assert.True(y.mm(y).allclose(product, 1e-8, 1e-8));
        var expected = (a.mean([0]) - b.mean([0])).square().sum() + Covariance(a).trace() + Covariance(b).trace() - (2 * y.trace());
        Assert.Equal(expected.item<double>(), Evaluation.FrechetDistance(a, b), 1e-7);
    }

    [Fact]
    public void Of_a_set_and_itself_it_is_zero_also_with_dead_features_and_fewer_rows_than_features()
    {
        var rows = Normal(10, 20);
        rows[TensorIndex.Colon, 3] = 0;
        Assert.Equal(0, Evaluation.FrechetDistance(rows, rows), 1e-6);
        Assert.All(Enumerable.Range(2, 30), count =>
        {
            var some = Normal(count, 6);
            Assert.InRange(Evaluation.FrechetDistance(some, some), 0, 1e-6); // never below, whatever the rounding
        });
        var single = rows.to(ScalarType.Float32);
        Assert.Equal(3 * 20, Evaluation.FrechetDistance(single, single + Math.Sqrt(3)), 1e-4); // a shift alone
    }

    [Fact]
    public void Of_two_samples_of_one_distribution_it_is_above_zero_and_falls_with_their_size()
    {
        double Mean(int count) => Enumerable.Range(0, 20).Average(_ => Evaluation.FrechetDistance(Normal(count, 8), Normal(count, 8)));
        var (small, large) = (Mean(50), Mean(400));
        Assert.InRange(small / large, 6, 11); // about 400 / 50
    }

    [Fact]
    public void The_nearest_row_is_the_one_that_a_loop_over_all_finds()
    {
        var (queries, set) = (Normal(23, 3), Normal(40, 3));
        var found = Evaluation.NearestNeighbours(queries, set, batchSize: 7);
        for (var q = 0; q < 23; q++)
        {
            var distances = Enumerable.Range(0, 40).Select(i => Math.Sqrt(Enumerable.Range(0, 3).Sum(d => Math.Pow((queries[q, d] - set[i, d]).item<double>(), 2)))).ToArray();
            Assert.Equal(Array.IndexOf(distances, distances.Min()), found.Indices[q].item<long>());
            Assert.Equal(distances.Min(), found.Distances[q].item<double>(), 1e-9);
        }
    }

    [Fact]
    public void A_copy_is_at_distance_zero_and_no_row_is_its_own_neighbour()
    {
        var set = rand([300, 784], generator: _generator);
        var copies = Evaluation.NearestNeighbours(set[100..150], set);
        Assert.True(copies.Indices.eq(arange(100, 150, ScalarType.Int64)).all().item<bool>());
        Assert.Equal(0, copies.Distances.max().item<float>());
        var others = Evaluation.NearestOthers(set, batchSize: 70);
        Assert.False(others.Indices.eq(arange(300, ScalarType.Int64)).any().item<bool>());
        Assert.True(others.Distances.min().item<float>() > 1);
        var twice = Evaluation.NearestOthers(cat([set[..10], set[..10]], 0));
        Assert.Equal(0, twice.Distances.max().item<float>());
    }

    [Fact]
    public void Wrong_shapes_are_named()
    {
        string Message(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;
        Assert.StartsWith("a must have shape [N, F] with N at least 2, not [1, 3]", Message(() => Evaluation.FrechetDistance(Normal(1, 3), Normal(4, 3))));
        Assert.StartsWith("b must have shape [M, 3] with M at least 2, not [4, 2]", Message(() => Evaluation.FrechetDistance(Normal(4, 3), Normal(4, 2))));
        Assert.StartsWith("b must have shape [M, 3] with M at least 2, not [1, 3]", Message(() => Evaluation.FrechetDistance(Normal(4, 3), Normal(1, 3))));
        Assert.Contains("at least one example", Message(() => Evaluation.NearestNeighbours(Normal(4, 3), zeros(0, 3, ScalarType.Float64))));
        Assert.StartsWith("queries must have shape [N, 3], not [4, 2]", Message(() => Evaluation.NearestNeighbours(Normal(4, 2), Normal(4, 3))));
        Assert.StartsWith("set must have shape [N, 3], not [4, 2, 3]", Message(() => Evaluation.NearestNeighbours(Normal(4, 3), Normal(4, 2, 3))));
        Assert.StartsWith("set must have shape [N, F] with N at least 2", Message(() => Evaluation.NearestOthers(Normal(1, 3))));
    }

    [Fact]
    public void Only_the_results_stay_alive()
    {
        var (a, b) = (Normal(30, 3), Normal(20, 3));
        var before = LiveTensors.OnThisThread;
        Evaluation.FrechetDistance(a, b);
        Assert.Equal(before, LiveTensors.OnThisThread);
        Evaluation.NearestNeighbours(a, b, 7);
        Evaluation.NearestOthers(a, 7);
        Assert.Equal(before + 4, LiveTensors.OnThisThread);
    }
}
