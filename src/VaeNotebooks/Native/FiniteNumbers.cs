using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>Whether a tensor holds neither infinities nor NaN. For float32 in memory one pass and nothing allocated: it is asked in each training step.</summary>
internal static class FiniteNumbers
{
    public static bool Only(Tensor tensor)
    {
        if (FloatMemory.Has(tensor)) return Only(FloatMemory.Of(tensor));
        using var scope = NewDisposeScope();
        return tensor.isfinite().all().item<bool>();
    }

    // Zero times a number is zero, unless the number is infinite or NaN: then it is NaN, and stays NaN in the sum.
    internal static bool Only(ReadOnlySpan<float> numbers)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        var (even, odd) = (Vector<float>.Zero, Vector<float>.Zero);
        var i = 0;
        for (; i + 1 < vectors.Length; i += 2)
        {
            even += vectors[i] * 0f;
            odd += vectors[i + 1] * 0f;
        }

        var sum = Vector.Sum(even + odd);
        foreach (var number in numbers[(i * Vector<float>.Count)..]) sum += number * 0f;
        return sum == 0;
    }

    /// <summary>Infinite or NaN where a number is, or where it is too large for its square.</summary>
    internal static float SumOfSquares(ReadOnlySpan<float> numbers)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(numbers);
        var squares = Vector<float>.Zero;
        foreach (var vector in vectors) squares += vector * vector;
        var sum = Vector.Sum(squares);
        foreach (var number in numbers[(vectors.Length * Vector<float>.Count)..]) sum += number * number;
        return sum;
    }
}
