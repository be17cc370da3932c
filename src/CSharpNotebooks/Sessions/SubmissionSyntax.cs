using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpNotebooks;

/// <summary>Reads from the syntax of a submission whether it has a value.</summary>
internal static class SubmissionSyntax
{
    public static SubmissionValue ValueOf(CSharpCompilation compilation, SyntaxTree tree)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot();
        return root.Members.LastOrDefault() is GlobalStatementSyntax last && HasValue(last.Statement, compilation, tree)
            ? SubmissionValue.Always
            : Returns(root) ? SubmissionValue.WhenReturned : SubmissionValue.None;
    }

    private static bool HasValue(StatementSyntax statement, CSharpCompilation compilation, SyntaxTree tree) => statement switch
    {
        ExpressionStatementSyntax { SemicolonToken.IsMissing: true } expression =>
            compilation.GetSemanticModel(tree).GetTypeInfo(expression.Expression).Type?.SpecialType != SpecialType.System_Void,
        ReturnStatementSyntax returning => returning.Expression is not null,
        _ => false,
    };

    private static bool Returns(CompilationUnitSyntax root) =>
        root.Members.OfType<GlobalStatementSyntax>()
            .SelectMany(member => member.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)))
            .Any(node => node is ReturnStatementSyntax { Expression: not null });
}
