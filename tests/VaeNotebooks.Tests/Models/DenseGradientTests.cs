using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class DenseGradientTests
{
    /// <summary>It must never call a gradient finite that is not: then the optimiser would take it.</summary>
    [Theory]
    [InlineData(1f, 1f, true)]
    [InlineData(1e25f, 1e25f, false)] // their product overflows, though both are finite
    [InlineData(1e38f, 0.01f, false)] // four rows of it overflow the gradient of the bias
    [InlineData(float.NaN, 0f, false)]
    [InlineData(float.PositiveInfinity, 1f, false)]
    [InlineData(1f, float.NaN, false)]
    public void A_gradient_is_called_finite_only_where_it_is(float gradient, float input, bool finite)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var layer = nn.Linear(11, 13);
        using var dense = new DenseGradient(layer, null, capacity: 4);
        var x = rand(4, 11);
        var g = rand(4, 13);
        x[2, 9] = input; // beyond the last whole vector of eight
        g[..] = float.IsFinite(gradient) ? gradient : g;
        g[2, 12] = gradient;

        dense.Forward(x);
        dense.Backward(g, null);

        var actual = layer.weight!.grad!.isfinite().all().item<bool>() && layer.bias!.grad!.isfinite().all().item<bool>();
        Assert.Equal(finite, actual);
        Assert.Equal(finite, dense.IsSurelyFinite);
    }
}
