namespace VaeNotebooks;

/// <summary>
/// Judges the course's claims where they are made. Every method returns a <see cref="Verdict"/>: make it the last expression of the cell, or call
/// <c>.Display()</c> on it. A red one makes a headless run of the notebook fail; exercises never do.
/// </summary>
public static class Check
{
    /// <summary>The file with the quoted numbers, looked for in the current directory (the notebook's folder).</summary>
    public const string ExpectationsFile = "expected.json";

    /// <summary>Passes when |actual - expected| is at most the tolerance. NaN and infinity never pass.</summary>
    /// <param name="actual">The measured value.</param>
    /// <param name="expected">The value it must have.</param>
    /// <param name="tolerance">The largest allowed distance; 0 asks for equality.</param>
    /// <param name="claim">What is claimed, in words: <c>"KL closed form = Monte Carlo"</c>.</param>
    /// <param name="unit">The unit of the numbers, for example <c>nats</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The expected value or the tolerance is not a finite number, or the tolerance is negative.</exception>
    public static Verdict Close(double actual, double expected, double tolerance, string claim, string? unit = null)
    {
        RequireComparable(expected, tolerance);
        return new Verdict(VerdictKind.Check, Judge(actual, expected, tolerance), claim)
        {
            Actual = actual,
            Expected = expected,
            Tolerance = tolerance,
            Unit = unit,
        };
    }

    /// <summary>Passes when the condition holds.</summary>
    public static Verdict True(bool condition, string claim) =>
        new(VerdictKind.Check, condition ? VerdictStatus.Passed : VerdictStatus.Failed, claim);

    /// <summary>
    /// Compares a number with the one that the course quotes <em>for the same protocol</em>. Without such an entry it is not compared: numbers of
    /// different protocols never are. An id that the file lacks is red, since it is most often misspelt; so is a value that is not finite.
    /// </summary>
    /// <param name="id">The id in <c>expected.json</c>, for example <c>04.test-elbo</c>.</param>
    /// <param name="value">The measured value.</param>
    /// <param name="protocol">How it was measured, worded as in the file.</param>
    /// <exception cref="InvalidDataException"><c>expected.json</c> is malformed.</exception>
    public static Verdict Number(string id, double value, string protocol) => NumberIn(Directory.GetCurrentDirectory(), id, value, protocol);

    internal static Verdict NumberIn(string folder, string id, double value, string protocol)
    {
        var verdict = new Verdict(VerdictKind.Number, VerdictStatus.NotCompared, id) { Id = id, Actual = value, Protocol = protocol };
        if (!double.IsFinite(value))
        {
            return verdict with { Status = VerdictStatus.Failed, Message = $"{id} is not a finite number" };
        }

        string path = Path.Combine(folder, ExpectationsFile);
        return File.Exists(path) ? Compare(verdict, value, Expectations.Load(path).Of(id)) : verdict with { Message = $"{id} (no {ExpectationsFile} here)" };
    }

    /// <summary>
    /// Judges an exercise by one or more checks, in order; the first that is not green decides. <see cref="NotImplementedException"/> means that the
    /// stub is still in place; a red check or another exception says why the answer is wrong; all green is solved.
    /// </summary>
    /// <param name="id">The exercise's id, as in the metadata of its cell.</param>
    /// <param name="attempts">Each runs the reader's code and returns a check: <c>() => Check.Close(MyKl(mean, logVariance), 1.5, 1e-6, "...")</c>.</param>
    /// <exception cref="ArgumentException">There is no attempt.</exception>
    public static Verdict Exercise(string id, params Func<Verdict>[] attempts)
    {
        if (attempts.Length == 0)
        {
            throw new ArgumentException($"Exercise '{id}' needs at least one check.", nameof(attempts));
        }

        Verdict solved = new(VerdictKind.Exercise, VerdictStatus.Solved, $"exercise {id}") { Id = id };
        return attempts.Select(attempt => Try(solved, attempt)).FirstOrDefault(verdict => !verdict.IsGreen) ?? solved;
    }

    private static Verdict Compare(Verdict verdict, double value, IReadOnlyList<Expectation> entries)
    {
        if (entries.Count == 0)
        {
            return verdict with { Status = VerdictStatus.Failed, Message = $"{verdict.Id}: {ExpectationsFile} has no such id; correct it, or add an entry" };
        }

        if (entries.FirstOrDefault(entry => entry.Protocol == verdict.Protocol) is not { } entry)
        {
            return verdict with { Message = $"{verdict.Id} (no number of this protocol)", Unit = entries[0].Unit };
        }

        return verdict with
        {
            Status = Judge(value, entry.Value, entry.Tolerance),
            Expected = entry.Value,
            Tolerance = entry.Tolerance,
            Unit = entry.Unit,
        };
    }

    private static Verdict Try(Verdict solved, Func<Verdict> attempt)
    {
        try
        {
            Verdict inner = attempt();
            VerdictStatus status = inner.Status is VerdictStatus.NotCompared ? VerdictStatus.NotCompared : VerdictStatus.Wrong;
            return inner.IsGreen
                ? solved
                : inner with { Kind = VerdictKind.Exercise, Id = solved.Id, Status = status, Message = $"exercise {solved.Id}: {inner.Message}" };
        }
        catch (Exception error) when (error.GetBaseException() is NotImplementedException)
        {
            return solved with { Status = VerdictStatus.NotYet };
        }
        catch (Exception error) when (error is not (OperationCanceledException or ThreadInterruptedException))
        {
            Exception cause = error.GetBaseException();
            return solved with { Status = VerdictStatus.Wrong, Message = $"exercise {solved.Id} threw {cause.GetType().Name}: {cause.Message}" };
        }
    }

    private static VerdictStatus Judge(double actual, double expected, double tolerance) =>
        double.IsFinite(actual) && Math.Abs(actual - expected) <= tolerance ? VerdictStatus.Passed : VerdictStatus.Failed;

    private static void RequireComparable(double expected, double tolerance)
    {
        if (!double.IsFinite(expected))
        {
            throw new ArgumentOutOfRangeException(nameof(expected), expected, "The expected value must be a finite number.");
        }

        if (!double.IsFinite(tolerance) || tolerance < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance must be a finite number, 0 or more.");
        }
    }
}
