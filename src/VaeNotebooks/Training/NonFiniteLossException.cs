namespace VaeNotebooks;

/// <summary>The loss or its gradient became infinite or not a number. Parameters and optimiser are as the last good step left them.</summary>
public sealed class NonFiniteLossException : Exception
{
    private NonFiniteLossException(string term, string found, string where, int epoch, int step)
        : base($"{term} {found} {where}. Remedy: lower the learning rate, and check that pixels are in [0, 1] and free of NaN.") =>
        (Epoch, Step, Term) = (epoch, step, term);

    /// <summary>From 1.</summary>
    public int Epoch { get; }

    /// <summary>Within the epoch, from 1; 0 for the test after the epoch.</summary>
    public int Step { get; }

    /// <summary><c>Reconstruction</c>, <c>Rate</c>, <c>TestReconstruction</c>, <c>TestRate</c>, or the gradient of a parameter by name.</summary>
    public string Term { get; }

    /// <summary>Judges the terms of a training step.</summary>
    internal static void ThrowUnlessFinite(ElboMeans means, int epoch, int step)
    {
        if (Bad(means) is { } bad) throw new NonFiniteLossException(bad.Term, $"is {bad.Value}", $"in epoch {epoch}, step {step}", epoch, step);
    }

    /// <summary>Judges the terms of the test after an epoch.</summary>
    internal static void ThrowUnlessFinite(ElboMeans means, int epoch)
    {
        if (Bad(means) is { } bad) throw new NonFiniteLossException($"Test{bad.Term}", $"is {bad.Value}", $"after epoch {epoch}", epoch, step: 0);
    }

    /// <summary>Judges the gradients before the optimiser takes them: a finite loss can have a gradient that is none (the logarithm behind a mask).</summary>
    internal static void ThrowUnlessFinite(Adam optimizer, int epoch, int step)
    {
        foreach (var (name, parameter) in optimizer.Parameters)
        {
            using var gradient = parameter.grad;
            if (gradient is null || FiniteNumbers.Only(gradient)) continue;
            throw new NonFiniteLossException($"The gradient of '{name}'", "is not finite", $"in epoch {epoch}, step {step}", epoch, step);
        }
    }

    private static (string Term, double Value)? Bad(ElboMeans means) =>
        !double.IsFinite(means.Reconstruction) ? (nameof(means.Reconstruction), means.Reconstruction)
        : !double.IsFinite(means.Rate) ? (nameof(means.Rate), means.Rate)
        : null;
}
