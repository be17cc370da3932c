using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CSharpNotebooks;

/// <summary>
/// Puts a call of <see cref="CellLoop.Check"/> at the head of every loop and function and before every <c>goto</c>, so that a busy cell can be stopped, and
/// only where its own code stands. No line is added, so line numbers stay what they are. Not reached: lambdas that are expressions (they may be expression
/// trees) and what loops in a library.
/// </summary>
internal static class LoopGuards
{
    private const string Check = $"global::{nameof(CSharpNotebooks)}.{nameof(CellLoop)}.{nameof(CellLoop.Check)}();";

    /// <summary>The guarded text; null where nothing loops, or what is written is no C#.</summary>
    public static string? Insert(SyntaxTree tree)
    {
        if (tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            return null;
        }

        var edits = tree.GetRoot().DescendantNodes().SelectMany(Guard).OrderBy(edit => edit.Span.Start).ToList();
        return edits.Count == 0 ? null : Apply(tree.ToString(), edits);
    }

    private static Edit[] Guard(SyntaxNode node) => node switch
    {
        WhileStatementSyntax loop => Before(loop.Statement),
        DoStatementSyntax loop => Before(loop.Statement),
        ForStatementSyntax loop => Before(loop.Statement),
        CommonForEachStatementSyntax loop => Before(loop.Statement),
        GotoStatementSyntax { RawKind: (int)SyntaxKind.GotoStatement } jump => Before(jump),
        AnonymousFunctionExpressionSyntax { Block: { } body } => Before(body),
        MethodDeclarationSyntax method => Function(method.Body, method.ExpressionBody, method.SemicolonToken, method.Modifiers, method.ReturnType),
        LocalFunctionStatementSyntax function =>
            Function(function.Body, function.ExpressionBody, function.SemicolonToken, function.Modifiers, function.ReturnType),
        _ => [],
    };

    private static Edit[] Before(StatementSyntax statement) => statement switch
    {
        BlockSyntax block => [Edit.At(block.OpenBraceToken.Span.End, Check)],
        LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax => [], // wrong there, but right in a block
        _ => [Edit.At(statement.SpanStart, "{" + Check), Edit.At(statement.Span.End, "}")],
    };

    /// <summary>A body that is an expression becomes a block. In an async function it is left alone: only its type says whether it returns the value.</summary>
    private static Edit[] Function(BlockSyntax? block, ArrowExpressionClauseSyntax? arrow, SyntaxToken end, SyntaxTokenList modifiers, TypeSyntax type)
    {
        if (block is not null)
        {
            return Before(block);
        }

        if (arrow is null or { Expression: ThrowExpressionSyntax } || modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            return [];
        }

        var returns = type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } ? "" : "return ";
        return [new(arrow.ArrowToken.Span, "{" + Check + returns), Edit.At(end.Span.End, "}")];
    }

    private static string Apply(string code, List<Edit> edits)
    {
        var guarded = new StringBuilder(code.Length + (edits.Count * Check.Length));
        var from = 0;
        foreach (var (span, text) in edits)
        {
            guarded.Append(code, from, span.Start - from).Append(text);
            from = span.End;
        }

        return guarded.Append(code, from, code.Length - from).ToString();
    }

    private readonly record struct Edit(TextSpan Span, string Text)
    {
        public static Edit At(int position, string text) => new(new TextSpan(position, 0), text);
    }
}
