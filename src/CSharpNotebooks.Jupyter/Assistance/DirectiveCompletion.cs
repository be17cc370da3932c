using System.Text.RegularExpressions;

namespace CSharpNotebooks.Jupyter;

/// <summary>Completes the names of directives.</summary>
internal static partial class DirectiveCompletion
{
    private static readonly string[] Names = ["#r", "#i", "#load", "#!csharp", "#!html", "#!import", "#!markdown", "#!set", "#!time"];

    /// <summary>The directives that a line may become; none when the cursor is behind its name.</summary>
    public static Completions Complete(CellLine line, int cursor)
    {
        var name = NamePattern().Match(line.Text).Groups[1];
        var (start, end) = (line.Start + name.Index, line.Start + name.Index + name.Length);
        return start < cursor && cursor <= end
            ? new(start, end, [.. Names.Where(known => known.StartsWith(name.Value[..(cursor - start)], StringComparison.Ordinal)).Select(Entry)])
            : Completions.None(cursor);
    }

    private static CompletionEntry Entry(string name) => new(name, "magic");

    [GeneratedRegex(@"^\s*(#!?[\w-]*)")]
    private static partial Regex NamePattern();
}
