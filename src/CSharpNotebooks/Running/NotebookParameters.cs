using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpNotebooks;

/// <summary>
/// Parameters of a notebook, as papermill has them: the first cell tagged <c>parameters</c> declares variables with their defaults (constants are none);
/// values from outside come in a cell tagged <c>injected-parameters</c> right after it.
/// </summary>
public static class NotebookParameters
{
    private const string DefaultsTag = "parameters";
    private const string InjectedTag = "injected-parameters";

    /// <summary>The parameters of a notebook, in order; empty when it has no such cell.</summary>
    public static IReadOnlyList<NotebookParameter> Of(NotebookDocument notebook) =>
        notebook.Cells.FirstOrDefault(cell => cell.Tags.Contains(DefaultsTag)) is { } cell ? Declared(cell.Source) : [];

    /// <summary>Puts in the values, in place of those of an earlier injection. Nothing changes when there are none.</summary>
    /// <exception cref="ArgumentException">A name is not a parameter of this notebook (the message lists those that are), or a value is not of its
    /// type.</exception>
    public static void Inject(NotebookDocument notebook, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        var parameters = Of(notebook).ToDictionary(parameter => parameter.Name);
        var lines = values.Select(value => Assignment(parameters, value.Key, value.Value)).ToList();
        RemoveInjected(notebook);
        var defaults = notebook.Cells.Index().First(cell => cell.Item.Tags.Contains(DefaultsTag)).Index;
        notebook.Insert(defaults + 1, NotebookCell.Code(string.Join('\n', lines), InjectedTag));
    }

    private static string Assignment(Dictionary<string, NotebookParameter> parameters, string name, string value) =>
        parameters.TryGetValue(name, out var parameter)
            ? $"{name} = {parameter.Literal(value)};"
            : throw new ArgumentException(parameters.Count == 0
                ? $"There is no parameter '{name}': the notebook has no parameters."
                : $"There is no parameter '{name}'. The notebook has: {string.Join(", ", parameters.Values.Select(p => $"{p.Name} = {p.Default}"))}.");

    private static void RemoveInjected(NotebookDocument notebook)
    {
        for (var i = notebook.Cells.Count - 1; i >= 0; i--)
        {
            if (notebook.Cells[i].Tags.Contains(InjectedTag))
            {
                notebook.RemoveAt(i);
            }
        }
    }

    private static List<NotebookParameter> Declared(string source) =>
    [
        .. from statement in SyntaxFactory.ParseCompilationUnit(source, options: new CSharpParseOptions(kind: SourceCodeKind.Script)).Members
           let field = statement as FieldDeclarationSyntax
           where field is not null && !field.Modifiers.Any(SyntaxKind.ConstKeyword)
           let declaration = field.Declaration
           from variable in declaration.Variables
           let value = variable.Initializer?.Value
           where value is not null
           let type = declaration.Type.IsVar ? TypeOf(value) : declaration.Type.ToString()
           where NotebookParameter.Types.Contains(type)
           select new NotebookParameter(variable.Identifier.ValueText, type, value.ToString()),
    ];

    // `var` takes the type of its literal: 1 is int, 1UL ulong, 1.0 double. A leading minus does not change it.
    private static string? TypeOf(ExpressionSyntax value) => value switch
    {
        PrefixUnaryExpressionSyntax minus => TypeOf(minus.Operand),
        LiteralExpressionSyntax literal => Keyword(literal.Token.Value),
        _ => null,
    };

    private static string? Keyword(object? value) => value switch
    {
        string => "string",
        bool => "bool",
        int => "int",
        long => "long",
        uint => "uint",
        ulong => "ulong",
        float => "float",
        double => "double",
        _ => null,
    };
}
