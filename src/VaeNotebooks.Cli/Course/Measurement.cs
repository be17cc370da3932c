using System.Globalization;

namespace VaeNotebooks.Cli;

/// <summary>One quoted number over several seeds.</summary>
internal sealed record Measurement(string Id, string Protocol, string? Unit, IReadOnlyList<long> Seeds, IReadOnlyList<double> Values)
{
    /// <summary>
    /// The least tolerance, relative to the value: even a number that no seed moves differs in its last float32 digits between processors.
    /// </summary>
    private const double RelativeFloor = 1e-3;

    public double Mean => Values.Average();

    /// <summary>The standard deviation over the seeds (n - 1 in the denominator).</summary>
    public double Spread => Values.Count < 2 ? 0 : Math.Sqrt(Values.Sum(value => (value - Mean) * (value - Mean)) / (Values.Count - 1));

    /// <summary>Three standard deviations, so that a correct run is red about once in 400 times at most.</summary>
    public double Tolerance => Math.Max(3 * Spread, Math.Max(RelativeFloor * Math.Abs(Mean), 1e-9));

    /// <summary>The entry for expected.json, with as many digits as carry meaning.</summary>
    public Expectation ToExpectation() => new(Protocol, Rounded(Mean, 7), Rounded(Tolerance, 2), Unit, Seeds, Rounded(Spread, 2));

    /// <summary>The numbers that all runs of one notebook showed.</summary>
    /// <exception cref="InvalidDataException">A number is missing for a seed, or is not finite.</exception>
    public static IReadOnlyList<Measurement> Of(IReadOnlyList<(long Seed, NotebookReport Report)> runs)
    {
        var numbers = from run in runs
                      from verdict in run.Report.Verdicts
                      where verdict.Kind == VerdictKind.Number
                      select (run.Seed, Verdict: verdict);
        return [.. numbers.GroupBy(number => (number.Verdict.Id, number.Verdict.Protocol)).Select(group => Of([.. group], runs.Count))];
    }

    private static Measurement Of(IReadOnlyList<(long Seed, Verdict Verdict)> numbers, int seeds)
    {
        var first = numbers[0].Verdict;
        double[] values = [.. numbers.Select(number => number.Verdict.Actual).OfType<double>()];
        if (numbers.Count != seeds || values.Length != seeds)
        {
            throw new InvalidDataException(
                $"{first.Id} [{first.Protocol}] has {values.Length} finite values for {seeds} seeds; each seed must give one. Nothing was written.");
        }

        return new(first.Id!, first.Protocol!, first.Unit, [.. numbers.Select(number => number.Seed)], values);
    }

    private static double Rounded(double value, int digits) =>
        double.Parse(value.ToString($"G{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
