using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class AutoregressiveFlowTests : IDisposable
{
    private readonly IDisposable _scope = NewDisposeScope();
    private readonly Generator _generator = new(4);

    public void Dispose()
    {
        _generator.Dispose();
        _scope.Dispose();
    }

    private AutoregressiveFlow Flow(int size, int steps, int context, double sharpness = 1)
    {
        using var generator = new Generator(1);
        return (AutoregressiveFlow)SmallModels.Sharpened(new AutoregressiveFlow(size, steps, hiddenSize: 12, context, generator), sharpness).to(ScalarType.Float64);
    }

    private Tensor Normal(params long[] shape) => randn(shape, ScalarType.Float64, generator: _generator);

    /// <summary>By central differences, <c>[output, input]</c>.</summary>
    private static Tensor Jacobian(AutoregressiveFlow flow, Tensor z, Tensor? context)
    {
        const double Step = 1e-5;
        var moves = Step * eye(z.shape[0], dtype: ScalarType.Float64);
        Tensor At(Tensor points) => flow.Transform(points.unsqueeze(1), context).Z.squeeze(1);
        return ((At(z + moves) - At(z - moves)) / (2 * Step)).t();
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(4, 3)]
    [InlineData(5, 2)]
    public void The_log_determinant_is_that_of_the_numeric_Jacobian(int size, int steps)
    {
        using var flow = Flow(size, steps, context: 2, sharpness: 2);
        var context = Normal(1, 2);
        for (var i = 0; i < 5; i++)
        {
            var z = Normal(size);
            var (sign, logDeterminant) = linalg.slogdet(Jacobian(flow, z, context));
            Assert.Equal(1, Math.Abs(sign.item<double>()));
            Assert.Equal(logDeterminant.item<double>(), flow.Transform(z.unsqueeze(0), context).LogDeterminant.item<double>(), 1e-7);
        }
    }

    [Fact]
    public void A_step_is_triangular_and_every_unit_depends_on_all_before_it()
    {
        using var flow = Flow(4, 1, context: 0, sharpness: 2);
        var jacobian = Jacobian(flow, Normal(4), null).flip(0); // the step reverses the units
        Assert.True(jacobian.triu(1).abs().max().item<double>() < 1e-12);
        Assert.True(jacobian.tril().abs().add(ones(4, 4, ScalarType.Float64).triu(1)).min().item<double>() > 1e-6);
    }

    [Fact]
    public void The_context_reaches_every_unit_also_the_first()
    {
        using var flow = Flow(3, 1, context: 2);
        var z = Normal(1, 3);
        var moved = flow.Transform(z, Normal(1, 2)).Z - flow.Transform(z, Normal(1, 2)).Z;
        Assert.True(moved.abs().min().item<double>() > 1e-6);
    }

    [Fact]
    public void Backwards_undoes_forwards_with_the_same_log_determinant()
    {
        using var flow = Flow(5, 3, context: 2);
        var (z, context) = (Normal(7, 4, 5), Normal(4, 2));
        var (there, logDeterminant) = flow.Transform(z, context);
        var (back, again) = flow.Invert(there, context);
        Assert.True(allclose(z, back, 1e-9, 1e-9));
        Assert.True(allclose(logDeterminant, again, 1e-9, 1e-9));
    }

    [Fact]
    public void The_density_of_a_flow_integrates_to_one()
    {
        using var flow = Flow(2, 4, context: 0, sharpness: 2);
        var axis = linspace(-8, 8, 801, ScalarType.Float64);
        var (start, logDeterminant) = flow.Invert(cartesian_prod(axis, axis));
        var density = (Densities.StandardNormalLogDensity(start) - logDeterminant).exp();
        Assert.Equal(1, density.sum().item<double>() * 0.02 * 0.02, 1e-6);
        Assert.True((start - cartesian_prod(axis, axis)).abs().max().item<double>() > 0.5, "the flow does nothing");
    }

    [Fact]
    public void Wrong_arguments_are_refused_with_a_sentence()
    {
        using var flow = Flow(3, 1, context: 2);
        Assert.StartsWith("z must have shape [..., 3], not [1, 2]", Assert.Throws<ArgumentException>(() => flow.Transform(Normal(1, 2), Normal(1, 2))).Message);
        Assert.StartsWith("context must have shape [..., 2], not [1, 3]", Assert.Throws<ArgumentException>(() => flow.Transform(Normal(1, 3), Normal(1, 3))).Message);
        Assert.StartsWith("context must be [B, 2], not null", Assert.Throws<ArgumentException>(() => flow.Transform(Normal(1, 3))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AutoregressiveFlow(3, 0, 12, 0, _generator));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AutoregressiveFlow(3, 1, 2, 0, _generator)); // a degree without a unit
    }
}
