using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// A linear layer with its nonlinearity, forward and backward by hand, in memory that is used again at every step:
/// <c>y = f(x W^T + b)</c>; with <c>g = dL/dy * f'</c> then <c>dW = g^T x</c>, <c>db = sum_i g_i</c>, <c>dx = g W</c>.
/// </summary>
internal sealed class DenseGradient : IDisposable
{
    private readonly Linear _layer;
    private readonly Activation? _activation;
    private readonly Tensor _output;
    private readonly Tensor _weightGradient;
    private readonly Tensor _biasGradient;
    private Tensor _input = null!;

    /// <param name="layer">The layer; its parameters get the gradients.</param>
    /// <param name="activation">What follows it, if anything.</param>
    /// <param name="capacity">Examples at most.</param>
    public DenseGradient(Linear layer, Activation? activation, int capacity)
    {
        (_layer, _activation) = (layer, activation);
        _output = empty(capacity, layer.weight!.shape[0]).DetachFromDisposeScope();
        _weightGradient = empty(layer.weight.shape).DetachFromDisposeScope();
        _biasGradient = empty(layer.bias!.shape).DetachFromDisposeScope();
    }

    /// <summary><c>[B, in]</c> to <c>[B, out]</c>. The result is valid until the next call.</summary>
    public Tensor Forward(Tensor input)
    {
        _input = input;
        var output = _output.narrow(0, 0, input.shape[0]);
        output.addmm_(input, _layer.weight!.t(), beta: 0, alpha: 1);
        var bias = FloatMemory.Of(_layer.bias!);
        var all = FloatMemory.Of(output);
        for (var from = 0; from < all.Length; from += bias.Length) Finish(all.Slice(from, bias.Length), bias);
        return output;
    }

    /// <summary>Gives the parameters their gradients.</summary>
    /// <param name="gradient"><c>dL/dy</c>, <c>[B, out]</c>; is changed.</param>
    /// <param name="inputGradient">Gets <c>dL/dx</c>, <c>[B, in]</c>, added to <paramref name="keep"/> times what it holds; null where nobody needs it.</param>
    /// <param name="keep">0 or 1.</param>
    public void Backward(Tensor gradient, Tensor? inputGradient, float keep = 0)
    {
        ThroughActivation(gradient);
        _weightGradient.addmm_(gradient.t(), _input, beta: 0, alpha: 1);
        inputGradient?.addmm_(gradient, _layer.weight!, beta: keep, alpha: 1);
        (_layer.weight!.grad, _layer.bias!.grad) = (_weightGradient, _biasGradient);
    }

    public void Dispose()
    {
        foreach (var tensor in (Tensor[])[_output, _weightGradient, _biasGradient]) tensor.Dispose();
    }

    private void Finish(Span<float> row, ReadOnlySpan<float> bias)
    {
        var y = MemoryMarshal.Cast<float, Vector<float>>(row);
        var b = MemoryMarshal.Cast<float, Vector<float>>(bias);
        for (var i = 0; i < y.Length; i++) y[i] = Activate(y[i] + b[i]);
        for (var i = y.Length * Vector<float>.Count; i < row.Length; i++) row[i] = Activate(new Vector<float>(row[i] + bias[i]))[0];
    }

    /// <summary>Multiplies the gradient by <c>f'</c>, which all of these nonlinearities let read from their output, and sums it over the batch.</summary>
    private void ThroughActivation(Tensor gradient)
    {
        var sums = FloatMemory.Of(_biasGradient);
        var all = FloatMemory.Of(gradient);
        var outputs = FloatMemory.Of(_output);
        sums.Clear();
        for (var from = 0; from < all.Length; from += sums.Length)
        {
            var row = all.Slice(from, sums.Length);
            Multiply(row, outputs.Slice(from, sums.Length));
            Add(row, sums);
        }
    }

    private void Multiply(Span<float> gradient, ReadOnlySpan<float> output)
    {
        if (_activation is null) return;
        var g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        var y = MemoryMarshal.Cast<float, Vector<float>>(output);
        for (var i = 0; i < g.Length; i++) g[i] *= Slope(y[i]);
        for (var i = g.Length * Vector<float>.Count; i < gradient.Length; i++) gradient[i] *= Slope(new Vector<float>(output[i]))[0];
    }

    private static void Add(ReadOnlySpan<float> row, Span<float> sums)
    {
        var r = MemoryMarshal.Cast<float, Vector<float>>(row);
        var s = MemoryMarshal.Cast<float, Vector<float>>(sums);
        for (var i = 0; i < s.Length; i++) s[i] += r[i];
        for (var i = s.Length * Vector<float>.Count; i < row.Length; i++) sums[i] += row[i];
    }

    private Vector<float> Activate(Vector<float> a) => _activation switch
    {
        null => a,
        Activation.Relu => Vector.Max(a, Vector<float>.Zero),
        Activation.Elu => Vector.Max(a, Vector<float>.Zero) + (Exponential.OfNegative(Vector.Min(a, Vector<float>.Zero)) - Vector<float>.One),
        _ => Tanh(a),
    };

    private Vector<float> Slope(Vector<float> y) => _activation switch
    {
        Activation.Relu => Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<float>.Zero), Vector<float>.One, Vector<float>.Zero),
        Activation.Elu => Vector.Min(y, Vector<float>.Zero) + Vector<float>.One,
        _ => Vector<float>.One - (y * y),
    };

    // (1 - t) / (1 + t) with t = exp(-2 |a|), and the sign of a. Its absolute error is that of float32 near 1, also for small a.
    private static Vector<float> Tanh(Vector<float> a)
    {
        var t = Exponential.OfNegative(-2 * Vector.Abs(a));
        var size = (Vector<float>.One - t) / (Vector<float>.One + t);
        return Vector.ConditionalSelect(Vector.LessThan(a, Vector<float>.Zero), -size, size);
    }
}
