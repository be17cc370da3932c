using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace CSharpNotebooks;

/// <summary>Reads what follows the name of a directive.</summary>
internal static partial class DirectiveArguments
{
    /// <summary>The text between the quotes.</summary>
    public static string Quoted(CellStep.Directive directive) =>
        QuotedPattern().Match(directive.Argument) is { Success: true } match
            ? match.Groups[1].Value.Trim()
            : throw new DirectiveException(
                $"{directive.Name} {directive.Argument} is not understood. Put what it names into double quotes: {directive.Name} \"...\".");

    /// <summary>A path, with or without quotes.</summary>
    public static string Path(CellStep.Directive directive) =>
        directive.Argument.Trim('"') is { Length: > 0 } path ? path : throw new DirectiveException($"{directive.Name} names no file.");

    /// <summary><c>#!set --name x --value 1</c> as C#. A value that is not a number or a Boolean is a string; <c>@csharp:y</c> is the variable y.</summary>
    public static string Assignment(CellStep.Directive directive)
    {
        var options = OptionPattern().Matches(directive.Argument)
            .ToLookup(m => m.Groups[1].Value, m => m.Groups[2].Success ? m.Groups[2].Value : m.Groups[3].Value);
        var (name, value) = (options["name"].FirstOrDefault(), options["value"].FirstOrDefault());
        return name is not null && value is not null && SyntaxFacts.IsValidIdentifier(name)
            ? new string('\n', directive.Line - 1) + $"var {name} = {Literal(value)};"
            : throw new DirectiveException($"#!set {directive.Argument} is not understood. Write #!set --name x --value 1.");
    }

    private static string Literal(string value) =>
        value.StartsWith("@csharp:", StringComparison.Ordinal) ? value["@csharp:".Length..]
        : ReferencePattern().IsMatch(value)
            ? throw new DirectiveException($"{value} is not at hand: there is no other kernel here, and nobody to ask. Write a value, or @csharp:name.")
        : NumberPattern().IsMatch(value) || value is "true" or "false" ? value
        : SymbolDisplay.FormatLiteral(value, quote: true);

    [GeneratedRegex("^\"([^\"]*)\"")]
    private static partial Regex QuotedPattern();

    [GeneratedRegex(@"^@\w+:")]
    private static partial Regex ReferencePattern();

    [GeneratedRegex("--(\\w+)(?:\\s+|=)(?:\"([^\"]*)\"|(\\S+))")]
    private static partial Regex OptionPattern();

    [GeneratedRegex(@"^-?\d+(\.\d+)?([eE][+-]?\d+)?$")]
    private static partial Regex NumberPattern();
}
