using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace CSharpNotebooks;

/// <summary>One variable of the cell tagged <c>parameters</c>.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Type">Its C# type, as a keyword: <c>string</c>, <c>int</c>, <c>double</c>, ...</param>
/// <param name="Default">The default, as the cell writes it.</param>
public sealed record NotebookParameter(string Name, string Type, string Default)
{
    private const NumberStyles Real = NumberStyles.Float;
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;

    /// <summary>The types that a parameter may have.</summary>
    public static IReadOnlyList<string> Types { get; } = ["string", "bool", "int", "long", "uint", "ulong", "float", "double"];

    /// <summary>The value as a C# literal of the parameter's type.</summary>
    /// <exception cref="ArgumentException">The value cannot be read as that type; the message names both.</exception>
    public string Literal(string value) => TryLiteral(value)
        ?? throw new ArgumentException($"Parameter '{Name}' is of type {Type} (default {Default}); '{value}' is not a value of that type.");

    private string? TryLiteral(string value) => Type switch
    {
        "string" => SymbolDisplay.FormatLiteral(value, quote: true),
        "bool" => bool.TryParse(value, out var truth) ? (truth ? "true" : "false") : null,
        "int" => int.TryParse(value, Whole, CultureInfo.InvariantCulture, out var n) ? Text(n) : null,
        "long" => long.TryParse(value, Whole, CultureInfo.InvariantCulture, out var n) ? Text(n) + "L" : null,
        "uint" => uint.TryParse(value, Whole, CultureInfo.InvariantCulture, out var n) ? Text(n) + "U" : null,
        "ulong" => ulong.TryParse(value, Whole, CultureInfo.InvariantCulture, out var n) ? Text(n) + "UL" : null,
        "float" => float.TryParse(value, Real, CultureInfo.InvariantCulture, out var x) && float.IsFinite(x) ? Text(x) + "F" : null,
        "double" => double.TryParse(value, Real, CultureInfo.InvariantCulture, out var x) && double.IsFinite(x) ? Text(x) + "D" : null,
        _ => null,
    };

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
