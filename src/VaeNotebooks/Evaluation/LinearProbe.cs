using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// What a code tells about a discrete factor to a straight line: least squares from the code to one indicator per level, and the largest answer wins (Alain and Bengio 2016 on
/// probes). What a code holds in another form, a probe does not see.
/// </summary>
public static class LinearProbe
{
    // Units that never vary would make the normal equations singular.
    private const double Ridge = 1e-6;

    /// <summary>The share of right answers on codes that the fit has not seen.</summary>
    /// <param name="codes">To fit, <c>[N, D]</c>: draws from the posterior, as what the decoder reads.</param>
    /// <param name="levels">Of the factor, N numbers from 0.</param>
    /// <param name="testCodes">To judge, <c>[M, D]</c>.</param>
    /// <param name="testLevels">M numbers; a level that the fit has not seen counts as a wrong answer.</param>
    /// <exception cref="ArgumentException">A shape or number of levels does not fit, or a level is negative.</exception>
    public static double Accuracy(Tensor codes, IReadOnlyList<long> levels, Tensor testCodes, IReadOnlyList<long> testLevels)
    {
        Require(codes, levels);
        Require(testCodes, testLevels);
        Shapes.RequireRows(testCodes, codes.shape[1]);
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var wanted = nn.functional.one_hot(tensor(levels.ToArray(), device: codes.device)).to(ScalarType.Float64);      // [N, L]
        var inputs = WithOne(codes);                                                                                    // [N, D + 1]
        var ridge = Ridge * eye(inputs.shape[1], dtype: ScalarType.Float64, device: codes.device);
        var weights = linalg.solve(inputs.t().mm(inputs) + ridge, inputs.t().mm(wanted));                               // [D + 1, L]
        var answers = WithOne(testCodes).mm(weights).argmax(1);
        return answers.eq(tensor(testLevels.ToArray(), device: codes.device)).to(ScalarType.Float64).mean().item<double>();
    }

    /// <summary>What knows nothing of the code: the most frequent of <paramref name="levels"/>, as a share of <paramref name="testLevels"/>.</summary>
    /// <exception cref="ArgumentException">One of them is empty.</exception>
    public static double Majority(IReadOnlyList<long> levels, IReadOnlyList<long> testLevels)
    {
        if (levels.Count == 0 || testLevels.Count == 0) throw new ArgumentException("There is no most frequent level of no examples.", nameof(levels));
        var most = levels.CountBy(level => level).MaxBy(entry => entry.Value).Key;
        return testLevels.Count(level => level == most) / (double)testLevels.Count;
    }

    // The constant term of the line.
    private static Tensor WithOne(Tensor codes) => nn.functional.pad(codes.to(ScalarType.Float64), [0L, 1L], value: 1);

    private static void Require(
        Tensor codes, IReadOnlyList<long> levels, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(levels))] string name = "")
    {
        Shapes.RequireExamples(codes);
        if (codes.dim() != 2 || codes.shape[0] != levels.Count)
        {
            throw new ArgumentException($"{name} has {levels.Count} numbers for codes of shape {Shapes.Text(codes)}: give [N, D] codes and N levels.", name);
        }

        if (levels.Any(level => level < 0)) throw new ArgumentException($"{name} holds {levels.Min()}: levels are numbers from 0.", name);
    }
}
