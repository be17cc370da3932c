using System.Globalization;
using System.Text.RegularExpressions;

namespace VaeNotebooks.Cli;

/// <summary>Compares texts that hold measured numbers: words exactly, numbers nearly, durations not at all.</summary>
internal static partial class TextComparison
{
    /// <summary>Float32 sums differ between processors in about the sixth digit; what is derived from them in about the fourth.</summary>
    public const double RelativeTolerance = 1e-3;

    /// <summary>The first line that differs, said as before and now; null when none does.</summary>
    public static string? FirstDifference(string before, string now)
    {
        var (old, current) = (before.TrimEnd().Split('\n'), now.TrimEnd().Split('\n'));
        for (var i = 0; i < Math.Max(old.Length, current.Length); i++)
        {
            var (left, right) = (old.ElementAtOrDefault(i) ?? "", current.ElementAtOrDefault(i) ?? "");
            if (!SameLine(left, right))
            {
                return $"line {i + 1} was \"{Short(left)}\", is \"{Short(right)}\"";
            }
        }

        return null;
    }

    private static bool SameLine(string left, string right)
    {
        (left, right) = (Duration().Replace(left, "<time>"), Duration().Replace(right, "<time>"));
        return Number().Replace(left, "#") == Number().Replace(right, "#")
            && Number().Matches(left).Zip(Number().Matches(right)).All(pair => Near(pair.First.Value, pair.Second.Value));
    }

    private static bool Near(string left, string right)
    {
        var (a, b) = (double.Parse(left, CultureInfo.InvariantCulture), double.Parse(right, CultureInfo.InvariantCulture));
        return a == b || Math.Abs(a - b) <= RelativeTolerance * Math.Max(Math.Abs(a), Math.Abs(b));
    }

    private static string Short(string line) => line.Trim() is { Length: > 100 } text ? text[..100] + "..." : line.Trim();

    [GeneratedRegex(@"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"\d+(\.\d+)?\s*(ms|µs|us|s|sec|seconds?|min|minutes?)\b")]
    private static partial Regex Duration();
}
