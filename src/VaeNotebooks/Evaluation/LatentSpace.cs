using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>Points of latent space to decode and look at: grids, straight and round paths, traversals of one unit. All float32.</summary>
public static class LatentSpace
{
    /// <summary>The inverse of the standard normal distribution function, <c>sqrt 2 erfinv(2p - 1)</c>.</summary>
    /// <param name="probability">Of any shape, values in (0, 1).</param>
    public static Tensor InverseNormalCdf(Tensor probability)
    {
        using var scope = NewDisposeScope();
        return (Math.Sqrt(2) * ((2 * probability) - 1).erfinv()).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Middles of <paramref name="count"/> bands of equal prior probability, from low to high; <c>[count]</c>. Equal steps of probability, not of distance,
    /// so that a grid shows what the prior shows.
    /// </summary>
    public static Tensor Quantiles(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        using var scope = NewDisposeScope();
        var probability = (arange(count, ScalarType.Float64) + 0.5) / count;
        return InverseNormalCdf(probability).to(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>The grid of quantiles of a latent plane, <c>[side * side, 2]</c>, row by row: the first unit grows to the right, the second upwards.</summary>
    public static Tensor Grid(int side)
    {
        using var scope = NewDisposeScope();
        var quantiles = Quantiles(side);
        var right = quantiles.repeat(side);
        var up = quantiles.flip(0).repeat_interleave(side);
        return stack([right, up], 1).MoveToOuterDisposeScope();
    }

    /// <summary>Points on the straight line from one code to another, both ends included; <c>[steps, D]</c>.</summary>
    /// <param name="from"><c>[D]</c></param>
    /// <param name="to"><c>[D]</c></param>
    /// <param name="steps">At least 2.</param>
    public static Tensor Lerp(Tensor from, Tensor to, int steps)
    {
        using var scope = NewDisposeScope();
        var t = Fractions(from, to, steps);
        return (((1 - t) * from) + (t * to)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Points on the arc from one code to another, both ends included; <c>[steps, D]</c> (Shoemake 1985; White 2016). In many dimensions the straight line
    /// passes near the origin, where the prior has hardly any mass; the arc stays at the distance of its ends. Codes on one line through the origin: straight.
    /// </summary>
    /// <param name="from"><c>[D]</c>, not zero.</param>
    /// <param name="to"><c>[D]</c>, not zero.</param>
    /// <param name="steps">At least 2.</param>
    public static Tensor Slerp(Tensor from, Tensor to, int steps)
    {
        using var scope = NewDisposeScope();
        var t = Fractions(from, to, steps);
        var cosine = (from.dot(to) / (from.norm() * to.norm())).to(ScalarType.Float64).item<double>();
        if (double.IsNaN(cosine)) throw new ArgumentException("from and to must not be zero: a zero code has no direction.", nameof(from));
        if (Math.Abs(cosine) > 1 - 1e-6) return Lerp(from, to, steps).MoveToOuterDisposeScope();
        var angle = Math.Acos(cosine);
        return (((((1 - t) * angle).sin() * from) + ((t * angle).sin() * to)) / Math.Sin(angle)).MoveToOuterDisposeScope();
    }

    /// <summary>Copies of one code in which one unit takes the given values; <c>[values, D]</c>.</summary>
    /// <param name="z"><c>[D]</c></param>
    /// <param name="unit">From 0.</param>
    /// <param name="values"><c>[V]</c>, for example <see cref="Quantiles"/>.</param>
    public static Tensor Traversal(Tensor z, int unit, Tensor values)
    {
        RequireVector(z);
        RequireVector(values);
        if (unit < 0 || unit >= z.shape[0]) throw new ArgumentOutOfRangeException(nameof(unit), unit, $"unit must be from 0 to {z.shape[0] - 1}.");
        using var scope = NewDisposeScope();
        var codes = z.unsqueeze(0).repeat(values.shape[0], 1);
        codes.select(1, unit).copy_(values);
        return codes.MoveToOuterDisposeScope();
    }

    private static Tensor Fractions(Tensor from, Tensor to, int steps)
    {
        RequireVector(from);
        Shapes.RequireSame(to, from, nameof(from));
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        return linspace(0, 1, steps, ScalarType.Float32).to(from.device).unsqueeze(1);
    }

    private static void RequireVector(Tensor tensor, [CallerArgumentExpression(nameof(tensor))] string name = "")
    {
        if (tensor.dim() != 1) throw new ArgumentException($"{name} must have shape [D], not {Shapes.Text(tensor)}.", name);
    }
}
