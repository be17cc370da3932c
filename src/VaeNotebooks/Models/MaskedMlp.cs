using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// A network whose answer at position p depends on the positions before p only, for all p in one pass (MADE: Germain et al. 2015). A hidden unit of degree d
/// sees the first d positions, and the answer at position p (from 0) hears the units of degree at most p. A context, if any, is seen by all units.
/// </summary>
internal sealed class MaskedMlp : nn.Module
{
    private readonly Linear toHidden;
    private readonly Linear? contextToHidden;
    private readonly Linear toOutput;
    private readonly Tensor hiddenMask;
    private readonly Tensor outputMask;

    /// <param name="positions">P.</param>
    /// <param name="inputs">Numbers per position that go in.</param>
    /// <param name="hiddenSize">Units of the hidden layer, at least P, so that each degree has one.</param>
    /// <param name="outputs">Numbers per position that come out.</param>
    /// <param name="contextSize">Numbers of the context, 0 for none.</param>
    public MaskedMlp(int positions, int inputs, int hiddenSize, int outputs, int contextSize = 0)
        : base(nameof(MaskedMlp))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(positions);
        ArgumentOutOfRangeException.ThrowIfLessThan(hiddenSize, positions);
        (Positions, Inputs, Outputs, ContextSize) = (positions, inputs, outputs, contextSize);
        toHidden = nn.Linear(positions * inputs, hiddenSize);
        contextToHidden = contextSize > 0 ? nn.Linear(contextSize, hiddenSize, hasBias: false) : null;
        toOutput = nn.Linear(hiddenSize, positions * outputs);
        using var scope = NewDisposeScope();
        var degree = arange(hiddenSize).remainder(positions).unsqueeze(1);                                          // [H, 1], 0 to P - 1
        hiddenMask = degree.gt(Position(inputs)).to(ScalarType.Float32).DetachFromDisposeScope();                   // [H, P * inputs]
        outputMask = degree.t().le(Position(outputs).unsqueeze(1)).to(ScalarType.Float32).DetachFromDisposeScope(); // [P * outputs, H]
        RegisterComponents();

        Tensor Position(int numbers) => arange(positions).repeat_interleave(numbers);
    }

    public int Positions { get; }

    public int Inputs { get; }

    public int Outputs { get; }

    public int ContextSize { get; }

    /// <summary><c>[..., P * inputs]</c> and, if there is one, a context <c>[B, C]</c> give <c>[..., P, outputs]</c>.</summary>
    public Tensor Of(Tensor x, Tensor? context = null)
    {
        Shapes.RequireLast(x, Positions * Inputs);
        using var scope = NewDisposeScope();
        var hidden = nn.functional.linear(x, toHidden.weight! * hiddenMask, toHidden.bias);
        if (contextToHidden is not null) hidden += contextToHidden.call(context!);
        var output = nn.functional.linear(hidden.relu(), toOutput.weight! * outputMask, toOutput.bias);
        return output.reshape([.. x.shape[..^1], Positions, Outputs]).MoveToOuterDisposeScope();
    }
}
