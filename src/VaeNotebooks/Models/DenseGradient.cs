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
    private readonly ActivationPass _activation;
    private readonly Tensor _output;
    private readonly Tensor _weightGradient;
    private readonly Tensor _biasGradient;
    private Tensor _input = null!;

    /// <param name="layer">The layer; its parameters get the gradients.</param>
    /// <param name="activation">What follows it, if anything.</param>
    /// <param name="capacity">Examples at most.</param>
    public DenseGradient(Linear layer, Activation? activation, int capacity)
    {
        (_layer, _activation) = (layer, ActivationPass.Of(activation));
        _output = empty(capacity, layer.weight!.shape[0]).DetachFromDisposeScope();
        _weightGradient = empty(layer.weight.shape).DetachFromDisposeScope();
        _biasGradient = empty(layer.bias!.shape).DetachFromDisposeScope();
    }

    /// <summary>
    /// Whether no number of the last gradients can be infinite or NaN, known without reading them, since they are more than the factors of their product:
    /// by Cauchy and Schwarz no sum in <c>g^T x</c> exceeds <c>|g| |x|</c>, and none in <c>db</c> exceeds <c>|g| sqrt B</c>. False says only: look.
    /// </summary>
    public bool IsSurelyFinite { get; private set; }

    /// <summary><c>[B, in]</c> to <c>[B, out]</c>. The result is valid until the next call.</summary>
    public Tensor Forward(Tensor input)
    {
        _input = input;
        var output = _output.narrow(0, 0, input.shape[0]);
        output.addmm_(input, _layer.weight!.t(), beta: 0, alpha: 1);
        _activation.Forward(FloatMemory.Of(output), FloatMemory.Of(_layer.bias!));
        return output;
    }

    /// <summary>Gives the parameters their gradients.</summary>
    /// <param name="gradient"><c>dL/dy</c>, <c>[B, out]</c>; is changed.</param>
    /// <param name="inputGradient">Gets <c>dL/dx</c>, <c>[B, in]</c>, added to <paramref name="keep"/> times what it holds; null where nobody needs it.</param>
    /// <param name="keep">0 or 1.</param>
    public void Backward(Tensor gradient, Tensor? inputGradient, float keep = 0)
    {
        var squares = _activation.Backward(FloatMemory.Of(gradient), FloatMemory.Of(_output), FloatMemory.Of(_biasGradient));
        IsSurelyFinite = IsBelowLargest(squares, FiniteNumbers.SumOfSquares(FloatMemory.Of(_input))) && IsBelowLargest(squares, gradient.shape[0]);
        _weightGradient.addmm_(gradient.t(), _input, beta: 0, alpha: 1);
        inputGradient?.addmm_(gradient, _layer.weight!, beta: keep, alpha: 1);
        (_layer.weight!.grad, _layer.bias!.grad) = (_weightGradient, _biasGradient);
    }

    public void Dispose()
    {
        foreach (var tensor in (Tensor[])[_output, _weightGradient, _biasGradient]) tensor.Dispose();
    }

    private static bool IsBelowLargest(float squares, double otherSquares) => Math.Sqrt(squares) * Math.Sqrt(otherSquares) < float.MaxValue / 2;
}
