using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1) in one pass over each parameter's memory. Its state is two tensors per parameter, made once:
/// a step creates nothing that could stay alive, so memory does not grow.
/// </summary>
public sealed class Adam : IDisposable
{
    /// <summary>
    /// Means below this are set to zero. A unit that died has no gradient any more, its means decay, and 800 steps later they are denormal numbers, with which
    /// a processor is slow: on MNIST a quarter of the first layer's means, and an epoch took 3 seconds in place of 2. No parameter notices.
    /// </summary>
    private const float Smallest = 1e-30f;

    private readonly List<Slot> _slots;

    /// <summary>Prepares the state for all parameters of a model.</summary>
    /// <param name="model">The model; its parameters are changed by <see cref="Step"/>.</param>
    /// <param name="learningRate">Step size, above 0.</param>
    /// <param name="beta1">Decay of the mean of the gradient, in [0, 1).</param>
    /// <param name="beta2">Decay of the mean of its square, in [0, 1).</param>
    /// <param name="epsilon">Added to the denominator, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="ArgumentException">The model has no parameters: nothing would ever move, and nothing would say so.</exception>
    public Adam(nn.Module model, double learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
    {
        Require(learningRate > 0 && double.IsFinite(learningRate), learningRate, nameof(learningRate), "above 0");
        Require(beta1 is >= 0 and < 1, beta1, nameof(beta1), "in [0, 1)");
        Require(beta2 is >= 0 and < 1, beta2, nameof(beta2), "in [0, 1)");
        Require(epsilon > 0 && double.IsFinite(epsilon), epsilon, nameof(epsilon), "above 0");
        (LearningRate, Beta1, Beta2, Epsilon) = (learningRate, beta1, beta2, epsilon);
        using var _ = no_grad();
        _slots = [.. model.named_parameters().Select(entry => new Slot(entry.name, entry.parameter))];
        if (_slots.Count == 0) throw new ArgumentException($"{model.GetName()} has no parameters to train: was RegisterComponents() called, or is it a bare ModuleList?", nameof(model));
    }

    /// <summary>Step size; may be changed between steps.</summary>
    public double LearningRate { get; set; }

    /// <summary>Decay of the mean of the gradient.</summary>
    public double Beta1 { get; }

    /// <summary>Decay of the mean of its square.</summary>
    public double Beta2 { get; }

    /// <summary>Added to the denominator.</summary>
    public double Epsilon { get; }

    /// <summary>Steps made so far.</summary>
    public long StepCount { get; internal set; }

    /// <summary>False only in the test of the other path: parameters on another device or of another type than float32 always take that.</summary>
    internal bool InMemory { get; init; } = true;

    /// <summary>What <see cref="Step"/> changes.</summary>
    internal IEnumerable<(string Name, Tensor Parameter)> Parameters => _slots.Select(slot => (slot.Name, slot.Parameter));

    /// <summary>The state by parameter, for checkpoints: mean of the gradient and of its square.</summary>
    internal IEnumerable<(string Name, Tensor Mean, Tensor Square)> State => _slots.Select(slot => (slot.Name, slot.Mean, slot.Square));

    /// <summary>Moves each parameter that has a gradient one step downhill.</summary>
    public void Step()
    {
        StepCount++;
        // The corrections of both means for their start at zero, drawn out of the loop.
        var rate = LearningRate / (1 - Math.Pow(Beta1, StepCount));
        var root = 1 / Math.Sqrt(1 - Math.Pow(Beta2, StepCount));
        using var _ = no_grad();
        foreach (var slot in _slots)
        {
            using var scope = NewDisposeScope();
            if (slot.Parameter.grad is not { } gradient) continue;
            if (InMemory && FloatMemory.Has(slot.Parameter))
                StepInMemory(FloatMemory.Of(slot.Parameter), FloatMemory.Of(gradient.contiguous()), FloatMemory.Of(slot.Mean), FloatMemory.Of(slot.Square), (float)rate, (float)root);
            else
                StepOnDevice(slot, gradient, rate, root);
        }
    }

    /// <summary>Disposes the state, not the parameters.</summary>
    public void Dispose() => _slots.ForEach(slot => slot.Dispose());

    private void StepInMemory(Span<float> parameter, Span<float> gradient, Span<float> mean, Span<float> square, float rate, float root)
    {
        var (move, keep, take, epsilon) = ((float)(1 - Beta1), (float)Beta2, (float)(1 - Beta2), (float)Epsilon);
        var p = Vectors(parameter);
        var g = Vectors(gradient);
        var m = Vectors(mean);
        var v = Vectors(square);
        for (var i = 0; i < p.Length; i++)
        {
            var moved = m[i] + (move * (g[i] - m[i]));
            m[i] = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(moved), new Vector<float>(Smallest)), Vector<float>.Zero, moved);
            v[i] = (keep * v[i]) + (take * g[i] * g[i]);
            p[i] -= rate * m[i] / ((Vector.SquareRoot(v[i]) * root) + new Vector<float>(epsilon));
        }

        for (var i = p.Length * Vector<float>.Count; i < parameter.Length; i++) // what fills no vector
        {
            mean[i] += move * (gradient[i] - mean[i]);
            mean[i] = MathF.Abs(mean[i]) < Smallest ? 0 : mean[i];
            square[i] = (keep * square[i]) + (take * gradient[i] * gradient[i]);
            parameter[i] -= rate * mean[i] / ((MathF.Sqrt(square[i]) * root) + epsilon);
        }
    }

    private void StepOnDevice(Slot slot, Tensor gradient, double rate, double root)
    {
        slot.Mean.mul_(Beta1).add_(gradient, alpha: 1 - Beta1);
        slot.Square.mul_(Beta2).addcmul_(gradient, gradient, value: 1 - Beta2);
        slot.Parameter.addcdiv_(slot.Mean, slot.Square.sqrt().mul_(root).add_(Epsilon), value: -rate);
    }

    private static Span<Vector<float>> Vectors(Span<float> floats) => MemoryMarshal.Cast<float, Vector<float>>(floats);

    private static void Require(bool holds, double value, string name, string range)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
    }

    private sealed record Slot(string Name, Tensor Parameter) : IDisposable
    {
        public Tensor Mean { get; } = zeros_like(Parameter).DetachFromDisposeScope();

        public Tensor Square { get; } = zeros_like(Parameter).DetachFromDisposeScope();

        public void Dispose()
        {
            Mean.Dispose();
            Square.Dispose();
        }
    }
}
