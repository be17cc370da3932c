namespace CSharpNotebooks;

/// <summary>
/// Tells source that must not be given to the compiler's parser: it calls itself for each level of some constructs (tuples, patterns, type arguments,
/// interpolations, conditions of directives) without looking at the stack, and a stack that overflows ends the process; and it takes minutes over questions that nothing answers (<c>a?a?a?</c>). Strings and comments count as
/// code here: too careful costs only colours.
/// </summary>
internal static class SourceNesting
{
    public const int LongestSource = 50_000;
    public const int Deepest = 200;

    public static bool IsBeyondParsing(string source)
    {
        if (source.Length > LongestSource) return true;
        var (brackets, open, directives) = (0, 0, 0);
        foreach (var line in source.EnumerateLines())
        {
            directives = Math.Max(0, directives + Directives(line.TrimStart()));
            foreach (var c in line)
            {
                brackets = Math.Max(0, brackets + Step(c, "([{", ")]}"));
                open = c == ';' ? 0 : Math.Max(0, open + Step(c, "<?", ">:")); // "less than" is never closed
                if (brackets + open + directives > Deepest) return true;
            }
        }
        return false;
    }

    private static int Step(char c, string opening, string closing) => opening.Contains(c) ? 1 : closing.Contains(c) ? -1 : 0;

    // A condition is nested by its exclamation marks, too.
    private static int Directives(ReadOnlySpan<char> line)
    {
        var directive = line.StartsWith('#') ? line[1..].TrimStart() : "";
        return directive.StartsWith("endif") ? -1
            : directive.StartsWith("if") ? 1 + directive.Count('!')
            : directive.StartsWith("elif") ? directive.Count('!') : 0;
    }
}
