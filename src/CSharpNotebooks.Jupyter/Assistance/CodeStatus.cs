using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CSharpNotebooks.Jupyter;

/// <summary>Whether a console should run what was typed, or wait for more. A closed union.</summary>
internal abstract record CodeStatus
{
    private const int IndentSize = 4;

    // A string that its line does not close, and a bracket too many: what follows cannot mend them, but Roslyn's own answer is to wait for more.
    private static readonly string[] Hopeless = ["CS1010", "CS1022", "CS7017"];

    private static readonly string[] OpenTexts = ["CS1035", "CS1039", "CS8997"];

    private CodeStatus() { }

    /// <summary>Reads the status from the syntax of a cell.</summary>
    public static CodeStatus Of(string code)
    {
        var text = new CellCode(code).Text;
        var tree = CSharpSyntaxTree.ParseText(text, SubmissionCompiler.ParseOptions);
        return HasError(tree, Hopeless) ? new Invalid()
            : !SyntaxFactory.IsCompleteSubmission(tree) ? new Incomplete(NextIndent(tree))
            : tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) ? new Invalid()
            : new Complete();
    }

    /// <summary>As deep as the brackets that are open at the end; nothing inside of a comment or a raw string, where spaces belong to the text.</summary>
    private static string NextIndent(SyntaxTree tree)
    {
        var depth = 0;
        foreach (var token in tree.GetRoot().DescendantTokens().Where(token => !token.IsMissing))
        {
            depth += token.Kind() switch
            {
                SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken => 1,
                SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken => -1,
                _ => 0,
            };
        }

        return new string(' ', HasError(tree, OpenTexts) ? 0 : Math.Max(depth, 0) * IndentSize);
    }

    private static bool HasError(SyntaxTree tree, string[] ids) => tree.GetDiagnostics().Any(diagnostic => ids.Contains(diagnostic.Id));

    /// <summary>Ready to run.</summary>
    public sealed record Complete : CodeStatus;

    /// <summary>More is to come; the next line may begin with this indent.</summary>
    public sealed record Incomplete(string Indent) : CodeStatus;

    /// <summary>Whatever is added, it will not compile.</summary>
    public sealed record Invalid : CodeStatus;
}
