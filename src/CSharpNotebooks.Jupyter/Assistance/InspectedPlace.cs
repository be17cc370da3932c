using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpNotebooks.Jupyter;

/// <summary>What somebody means who asks about a place in the code: the name there, or else the method whose arguments stand there.</summary>
internal static class InspectedPlace
{
    /// <summary>Names to ask about, best first.</summary>
    public static IEnumerable<SyntaxToken> Find(SyntaxNode root, int cursor)
    {
        if (IsInComment(root, cursor))
        {
            yield break;
        }

        if (NameAt(root, cursor) is { } name)
        {
            yield return name;
        }

        if (CalledAt(root, cursor) is { } called)
        {
            yield return called;
        }
    }

    /// <summary>The name that the cursor is in, or stands before or behind.</summary>
    private static SyntaxToken? NameAt(SyntaxNode root, int cursor) =>
        Around(root, cursor).Select(token => (SyntaxToken?)token).FirstOrDefault(token =>
            token!.Value.Span.IntersectsWith(cursor)
            && (token.Value.IsKind(SyntaxKind.IdentifierToken) || SyntaxFacts.IsKeywordKind(token.Value.Kind())));

    private static SyntaxToken? CalledAt(SyntaxNode root, int cursor) =>
        Around(root, cursor).First().Parent?.AncestorsAndSelf()
            .Where(node => node is BaseArgumentListSyntax && IsInside(node, cursor))
            .Select(arguments => Called(arguments.Parent!))
            .FirstOrDefault(token => token is not null);

    private static bool IsInside(SyntaxNode arguments, int cursor)
    {
        var (open, close) = (arguments.GetFirstToken(includeZeroWidth: true), arguments.GetLastToken(includeZeroWidth: true));
        return open.Span.End <= cursor && (close.IsMissing || cursor <= close.SpanStart);
    }

    private static SyntaxToken? Called(SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax invocation => NameOf(invocation.Expression),
        ObjectCreationExpressionSyntax creation => NameOf(creation.Type),
        PrimaryConstructorBaseTypeSyntax baseType => NameOf(baseType.Type),
        ImplicitObjectCreationExpressionSyntax creation => creation.NewKeyword,
        ConstructorInitializerSyntax initializer => initializer.ThisOrBaseKeyword,
        _ => null,
    };

    private static SyntaxToken? NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier,
        MemberAccessExpressionSyntax access => access.Name.Identifier,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier,
        ConditionalAccessExpressionSyntax conditional => NameOf(conditional.WhenNotNull),
        QualifiedNameSyntax qualified => qualified.Right.Identifier,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier,
        _ => null,
    };

    /// <summary>The tokens that end or begin at the cursor or contain it; the one on the left first.</summary>
    private static IEnumerable<SyntaxToken> Around(SyntaxNode root, int cursor)
    {
        var token = root.FindToken(cursor);
        var left = token.SpanStart >= cursor ? token.GetPreviousToken() : token;
        return left.RawKind == 0 ? [token] : [left, token];
    }

    private static bool IsInComment(SyntaxNode root, int cursor)
    {
        var trivia = root.FindTrivia(cursor > 0 ? cursor - 1 : 0, findInsideTrivia: false);
        return trivia.Span.Start < cursor
            && trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;
    }
}
