using static TorchSharp.torch;

namespace VaeNotebooks;

public static partial class Evaluation
{
    /// <summary>How often each code is used, over all examples and positions: <c>[K]</c>, adds up to 1; float64.</summary>
    /// <param name="codes">Int64 numbers from 0 to K - 1, of any shape.</param>
    /// <param name="codeCount">K.</param>
    /// <exception cref="ArgumentException">No code, another type, or a code outside 0 to K - 1.</exception>
    public static Tensor CodeFrequencies(Tensor codes, int codeCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(codeCount);
        using var scope = NewDisposeScope();
        if (codes.numel() == 0 || codes.dtype != ScalarType.Int64 || codes.lt(0).logical_or(codes.ge(codeCount)).any().item<bool>())
        {
            throw new ArgumentException($"codes must be int64 numbers from 0 to {codeCount - 1}, at least one.", nameof(codes));
        }

        return (codes.flatten().bincount(null, codeCount).to(ScalarType.Float64) / codes.numel()).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The exponential of the entropy of <see cref="CodeFrequencies"/>: K when all codes are used equally, 1 when one is used always (van den Oord
    /// et al. 2017).
    /// </summary>
    public static double CodePerplexity(Tensor codes, int codeCount)
    {
        using var scope = NewDisposeScope();
        var frequencies = CodeFrequencies(codes, codeCount);
        return Math.Exp(-frequencies.xlogy(frequencies).sum().item<double>());
    }
}
