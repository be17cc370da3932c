using System.Text.RegularExpressions;

namespace CSharpNotebooks.Jupyter;

/// <summary>A cell's text as the compiler sees it: directives and prose are blanked out, and every character keeps its place.</summary>
internal sealed partial class CellCode
{
    private readonly CellLine[] _blanked;

    /// <summary>Reads a cell.</summary>
    public CellCode(string source)
    {
        var lines = LinePattern().Matches(source).Select(match => new CellLine(match.Index, match.Groups[1].Value));
        var code = CellParser.Parse(source).OfType<CellStep.Code>().Select(step => step.Text.Split('\n')).ToArray();
        bool IsCode(int number) => code.Any(part => number < part.Length && part[number].Length > 0 && part[number].Trim() != "#!");
        _blanked = [.. lines.Where((line, number) => !IsCode(number) && !string.IsNullOrWhiteSpace(line.Text))];
        Text = _blanked.Aggregate(source, (text, line) => text.Remove(line.Start, line.Text.Length).Insert(line.Start, new string(' ', line.Text.Length)));
    }

    /// <summary>The C# of the cell, as long as the cell.</summary>
    public string Text { get; }

    /// <summary>The line that the cursor is in, when that is a directive or prose; null when it is C#.</summary>
    public CellLine? NotCodeAt(int cursor) => _blanked.FirstOrDefault(line => line.Start <= cursor && cursor <= line.Start + line.Text.Length);

    // The line ends are those that the parser of cells knows.
    [GeneratedRegex("([^\\r\\n\\f\\u0085\\u2028\\u2029]*)(\\r\\n|[\\r\\n\\f\\u0085\\u2028\\u2029]|$)")]
    private static partial Regex LinePattern();
}

/// <summary>A line of a cell.</summary>
/// <param name="Start">Where it begins in the cell.</param>
/// <param name="Text">Its text, without its end.</param>
internal sealed record CellLine(int Start, string Text);
