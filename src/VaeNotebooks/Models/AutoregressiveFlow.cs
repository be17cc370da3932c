using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// Inverse autoregressive flow (Kingma et al. 2016, section 4 and algorithm 1). Each step computes, with one masked network, <c>z_i' = s_i z_i + (1 - s_i) m_i</c>
/// with <c>s_i</c> in (0, 1) and <c>m_i</c> functions of the units before i; so its Jacobian is triangular and <c>log |det| = sum_i log s_i</c>. The order of
/// the units is reversed between two steps. Forward all units at once; backward one after the other.
/// </summary>
public sealed class AutoregressiveFlow : nn.Module
{
    /// <summary>Added to the gate's logit, so that a new flow changes little (Kingma et al. 2016, section 4).</summary>
    private const double GateOffset = 2;

    private readonly ModuleList<MaskedMlp> steps;

    /// <summary>Builds the flow on <see cref="ComputeDevice.Current"/>.</summary>
    /// <param name="size">D, units of z.</param>
    /// <param name="stepCount">Steps, at least 1.</param>
    /// <param name="hiddenSize">Units of each step's hidden layer, at least D.</param>
    /// <param name="contextSize">Numbers that condition the flow, 0 for none.</param>
    /// <param name="generator">Source of the start values.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public AutoregressiveFlow(int size, int stepCount, int hiddenSize, int contextSize, Generator generator)
        : base(nameof(AutoregressiveFlow))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepCount);
        ArgumentOutOfRangeException.ThrowIfNegative(contextSize);
        (Size, ContextSize) = (size, contextSize);
        steps = new([.. Enumerable.Range(0, stepCount).Select(_ => new MaskedMlp(size, 1, hiddenSize, 2, contextSize))]);
        RegisterComponents();
        Initialization.Uniform(this, generator);
        this.to(ComputeDevice.Current);
    }

    /// <summary>D, units of z.</summary>
    public int Size { get; }

    /// <summary>Numbers that condition the flow.</summary>
    public int ContextSize { get; }

    /// <summary>The transformed z, <c>[..., D]</c>, and <c>log |det dz'/dz|</c>, <c>[...]</c>, to be subtracted from the log density of z.</summary>
    /// <param name="z"><c>[..., D]</c></param>
    /// <param name="context"><c>[B, C]</c>, or null for a flow without.</param>
    /// <exception cref="ArgumentException">A shape is not as above.</exception>
    public (Tensor Z, Tensor LogDeterminant) Transform(Tensor z, Tensor? context = null)
    {
        RequireShapes(z, context);
        using var scope = NewDisposeScope();
        var logDeterminant = zeros(z.shape[..^1], dtype: z.dtype, device: z.device);
        foreach (var step in steps)
        {
            var (mean, logGate) = Parameters(step, z, context);
            var gate = logGate.exp();
            z = ((gate * z) + ((1 - gate) * mean)).flip(-1);
            logDeterminant += logGate.sum(-1);
        }

        return (z.MoveToOuterDisposeScope(), logDeterminant.MoveToOuterDisposeScope());
    }

    /// <summary>What <see cref="Transform"/> made <paramref name="z"/> of, and the log determinant of that transformation. Takes D passes for each step.</summary>
    /// <param name="z"><c>[..., D]</c></param>
    /// <param name="context"><c>[B, C]</c>, or null for a flow without.</param>
    /// <exception cref="ArgumentException">A shape is not as above.</exception>
    public (Tensor Z, Tensor LogDeterminant) Invert(Tensor z, Tensor? context = null)
    {
        RequireShapes(z, context);
        using var scope = NewDisposeScope();
        var logDeterminant = zeros(z.shape[..^1], dtype: z.dtype, device: z.device);
        foreach (var step in steps.Reverse())
        {
            var target = z.flip(-1);
            var source = zeros_like(target);
            for (var i = 0; i < Size; i++)                       // after pass i the units up to i are right
            {
                var (mean, logGate) = Parameters(step, source, context);
                var gate = logGate.exp();
                source = (target - ((1 - gate) * mean)) / gate;
            }

            logDeterminant += Parameters(step, source, context).LogGate.sum(-1);
            z = source;
        }

        return (z.MoveToOuterDisposeScope(), logDeterminant.MoveToOuterDisposeScope());
    }

    private static (Tensor Mean, Tensor LogGate) Parameters(MaskedMlp step, Tensor z, Tensor? context)
    {
        var output = step.Of(z, context);                        // [..., D, 2]
        return (output.select(-1, 0), nn.functional.logsigmoid(output.select(-1, 1) + GateOffset));
    }

    private void RequireShapes(Tensor z, Tensor? context)
    {
        Shapes.RequireLast(z, Size);
        if (context is not null && ContextSize > 0) Shapes.RequireLast(context, ContextSize);
        if ((context is null) != (ContextSize == 0))
        {
            throw new ArgumentException($"context must be {(ContextSize == 0 ? "null: this flow takes none" : $"[B, {ContextSize}], not null")}.", nameof(context));
        }
    }
}
