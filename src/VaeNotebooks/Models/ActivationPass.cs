using System.Numerics;
using System.Runtime.InteropServices;

namespace VaeNotebooks;

/// <summary>What stands between the matrix products of a layer, in one pass over memory each way: bias and nonlinearity; its slope and the bias' gradient.</summary>
internal abstract class ActivationPass
{
    /// <summary>The pass of a nonlinearity; null for none.</summary>
    public static ActivationPass Of(Activation? activation) => activation switch
    {
        null => new ActivationPass<Identity>(),
        Activation.Relu => new ActivationPass<Relu>(),
        Activation.Elu => new ActivationPass<Elu>(),
        _ => new ActivationPass<Tanh>(),
    };

    /// <summary><c>y = f(a + bias)</c> in place, row by row.</summary>
    public abstract void Forward(Span<float> rows, ReadOnlySpan<float> bias);

    /// <summary><c>g = g f'</c> in place, with <c>f'</c> read from the outputs, which all of these nonlinearities allow; and the sum over the rows of it.</summary>
    /// <returns>The sum of the squares of <c>g</c>.</returns>
    public abstract float Backward(Span<float> gradient, ReadOnlySpan<float> outputs, Span<float> sums);
}

/// <summary>One compiled loop per nonlinearity: a choice in the loop would cost more than the arithmetic.</summary>
internal sealed class ActivationPass<T> : ActivationPass
    where T : struct, INonlinearity
{
    public override void Forward(Span<float> rows, ReadOnlySpan<float> bias)
    {
        for (var from = 0; from < rows.Length; from += bias.Length) ForwardRow(rows.Slice(from, bias.Length), bias);
    }

    public override float Backward(Span<float> gradient, ReadOnlySpan<float> outputs, Span<float> sums)
    {
        sums.Clear();
        var squares = 0f;
        for (var from = 0; from < gradient.Length; from += sums.Length)
            squares += BackwardRow(gradient.Slice(from, sums.Length), outputs.Slice(from, sums.Length), sums);
        return squares;
    }

    private static void ForwardRow(Span<float> row, ReadOnlySpan<float> bias)
    {
        var y = MemoryMarshal.Cast<float, Vector<float>>(row);
        var b = MemoryMarshal.Cast<float, Vector<float>>(bias)[..y.Length];
        for (var i = 0; i < y.Length; i++) y[i] = T.Apply(y[i] + b[i]);
        for (var i = y.Length * Vector<float>.Count; i < row.Length; i++) row[i] = T.Apply(new Vector<float>(row[i] + bias[i]))[0];
    }

    private static float BackwardRow(Span<float> gradient, ReadOnlySpan<float> output, Span<float> sums)
    {
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        var y = MemoryMarshal.Cast<float, Vector<float>>(output)[..g.Length];
        var s = MemoryMarshal.Cast<float, Vector<float>>(sums)[..g.Length];
        var squares = Vector<float>.Zero;
        for (var i = 0; i < g.Length; i++)
        {
            var product = g[i] * T.Slope(y[i]);
            (g[i], s[i]) = (product, s[i] + product);
            squares += product * product;
        }

        var sum = Vector.Sum(squares);
        for (var i = g.Length * Vector<float>.Count; i < gradient.Length; i++)
        {
            gradient[i] *= T.Slope(new Vector<float>(output[i]))[0];
            sums[i] += gradient[i];
            sum += gradient[i] * gradient[i];
        }

        return sum;
    }
}
