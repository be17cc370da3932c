using System.Text.RegularExpressions;

namespace CSharpNotebooks;

/// <summary>Says what a cell threw, with the stack lines that are the reader's own.</summary>
internal static partial class ExceptionText
{
    private static readonly string[] Machinery =
    [
        "   at CSharpNotebooks.",
        "   at System.Runtime.CompilerServices.",
        "   at System.Runtime.ExceptionServices.",
        "   at System.Threading.",
        "--- End of stack trace",
    ];

    public static CellOutput.Error ErrorOf(Exception exception)
    {
        var text = Messages(exception);
        return new CellOutput.Error("Error", text, [.. text.Split('\n'), .. StackOf(exception)]);
    }

    /// <summary>Type and message, and those of the causes.</summary>
    private static string Messages(Exception exception)
    {
        var text = $"{exception.GetType().FullName}: {SafeMessage(exception)}";
        return exception.InnerException is { } inner ? $"{text}\n ---> {Messages(inner)}" : text;
    }

    private static string SafeMessage(Exception exception)
    {
        try
        {
            return exception.Message.ReplaceLineEndings("\n");
        }
        catch (Exception e)
        {
            return $"(its message cannot be read: {e.GetType().Name})";
        }
    }

    private static IEnumerable<string> StackOf(Exception exception)
    {
        var inner = exception.InnerException is { } cause ? StackOf(cause) : [];
        return inner.Concat((exception.StackTrace ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(IsReadersOwn).Select(WithoutSubmission));
    }

    /// <summary>A cell's code is compiled into a class and a method that its reader did not write: their names say nothing.</summary>
    private static string WithoutSubmission(string line) => Submission().Replace(line, "");

    private static bool IsReadersOwn(string line) => !Machinery.Any(start => line.StartsWith(start, StringComparison.Ordinal));

    [GeneratedRegex(@"(?<=^   at )Submission#\d+\.(<<Initialize>>d__\d+\.MoveNext\(\) in )?")]
    private static partial Regex Submission();
}
