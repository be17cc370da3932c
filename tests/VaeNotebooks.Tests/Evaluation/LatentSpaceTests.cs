using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class LatentSpaceTests : IDisposable
{
    private readonly IDisposable _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)] // the quantile of every table
    [InlineData(0.001, -3.090232306167813)]
    public void The_inverse_distribution_function_gives_the_tabulated_quantiles(double probability, double expected) =>
        Assert.Equal(expected, LatentSpace.InverseNormalCdf(tensor(probability)).item<double>(), 1e-9);

    [Fact]
    public void The_grid_runs_to_the_right_and_upwards_row_by_row()
    {
        var grid = LatentSpace.Grid(3);
        var q = LatentSpace.Quantiles(3).data<float>().ToArray();
        Assert.True(q[0] < 0 && q[1] == 0 && q[2] == -q[0]);
        float[] expected = [q[0], q[2], q[1], q[2], q[2], q[2], q[0], q[1], q[1], q[1], q[2], q[1], q[0], q[0], q[1], q[0], q[2], q[0]];
        Assert.Equal(expected, grid.data<float>().ToArray());
    }

    [Fact]
    public void Paths_start_and_end_at_their_ends_and_the_arc_keeps_its_distance()
    {
        var (a, b) = (tensor(new float[] { 3, 0, 0 }), tensor(new float[] { 0, 3, 0 }));
        foreach (var path in new[] { LatentSpace.Lerp(a, b, 5), LatentSpace.Slerp(a, b, 5) })
        {
            Assert.Equal([5, 3], path.shape);
            Assert.True(allclose(a, path[0], 1e-6, 1e-6) && allclose(b, path[4], 1e-6, 1e-6));
        }

        Assert.True(allclose(full(5, 3f), LatentSpace.Slerp(a, b, 5).norm(1), 1e-6, 1e-6));
        Assert.Equal(3 / Math.Sqrt(2), LatentSpace.Lerp(a, b, 5)[2].norm().item<float>(), 1e-6);
        Assert.Equal(3 * Math.Cos(Math.PI / 8), LatentSpace.Slerp(a, b, 5)[1, 0].item<float>(), 1e-5);
    }

    [Fact]
    public void Codes_on_one_line_are_joined_by_it()
    {
        var a = tensor(new float[] { 1, 2 });
        Assert.True(allclose(LatentSpace.Lerp(a, -a, 4), LatentSpace.Slerp(a, -a, 4)));
        Assert.True(allclose(LatentSpace.Lerp(a, 2 * a, 4), LatentSpace.Slerp(a, 2 * a, 4)));
        Assert.StartsWith("from and to must not be zero", Assert.Throws<ArgumentException>(() => LatentSpace.Slerp(a, 0 * a, 4)).Message);
    }

    [Fact]
    public void A_traversal_changes_one_unit_only()
    {
        var z = tensor(new float[] { 1, 2, 3 });
        var codes = LatentSpace.Traversal(z, 1, tensor(new float[] { -9, 9 }));
        Assert.Equal([1, -9, 3, 1, 9, 3], codes.data<float>().ToArray());
        Assert.Equal([1, 2, 3], z.data<float>().ToArray());
        Assert.StartsWith("unit must be from 0 to 2", Assert.Throws<ArgumentOutOfRangeException>(() => LatentSpace.Traversal(z, 3, z)).Message);
    }
}
