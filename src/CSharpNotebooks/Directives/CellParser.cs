using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpNotebooks;

/// <summary>Takes a cell apart: directives, code, and prose after <c>#!markdown</c> or <c>#!html</c>.</summary>
internal static partial class CellParser
{
    private static readonly CSharpParseOptions ScriptOptions = new(LanguageVersion.CSharp14, kind: Microsoft.CodeAnalysis.SourceCodeKind.Script);

    /// <summary>The steps of a cell; in each part of C#, directives come before the code.</summary>
    public static IReadOnlyList<CellStep> Parse(string source)
    {
        var lines = source.ReplaceLineEndings("\n").Split('\n');
        var steps = new List<CellStep>();
        var (language, start) = ("csharp", 0);
        for (var i = 0; i <= lines.Length; i++)
        {
            var selector = i < lines.Length ? LanguageSelector().Match(lines[i]) : null;
            if (selector is null or { Success: true })
            {
                AddPart(steps, language, lines, start, i);
                (language, start) = (selector?.Groups[1].Value ?? "", i + 1);
            }
        }

        return steps;
    }

    private static void AddPart(List<CellStep> steps, string language, string[] lines, int start, int end)
    {
        var part = lines[start..end];
        if (language is "csharp" or "c#")
        {
            AddCode(steps, [.. Enumerable.Repeat("", start), .. part]);
        }
        else if (string.Join('\n', part).Trim('\n') is { Length: > 0 } text)
        {
            steps.Add(new CellStep.Prose(language == "html" ? "text/html" : "text/markdown", text));
        }
    }

    private static void AddCode(List<CellStep> steps, string[] lines)
    {
        foreach (var (line, isActive) in DirectiveLines(string.Join('\n', lines)))
        {
            var match = DirectivePattern().Match(lines[line]);
            if (match.Success && isActive)
            {
                steps.Add(new CellStep.Directive(match.Groups[1].Value, match.Groups[2].Value.Trim(), line + 1));
            }

            lines[line] = match.Success ? "" : lines[line];
        }

        if (lines.Any(line => !string.IsNullOrWhiteSpace(line)))
        {
            steps.Add(new CellStep.Code(string.Join('\n', lines)));
        }
    }

    /// <summary>The compiler's own parser knows which lines are directives and which only look so, inside a string or a comment.</summary>
    private static (int Line, bool IsActive)[] DirectiveLines(string code) =>
    [
        .. CSharpSyntaxTree.ParseText(code, ScriptOptions).GetRoot()
            .DescendantTrivia(descendIntoTrivia: false)
            .Select(trivia => trivia.GetStructure())
            .OfType<DirectiveTriviaSyntax>()
            .Select(directive => (directive.GetLocation().GetLineSpan().StartLinePosition.Line, directive.IsActive)),
    ];

    [GeneratedRegex(@"^\s*#!(csharp|c#|markdown|html)\s*$")]
    private static partial Regex LanguageSelector();

    [GeneratedRegex(@"^\s*(#r|#i|#load|#![\w#-]+)(?![\w-])(.*)$")]
    private static partial Regex DirectivePattern();
}
