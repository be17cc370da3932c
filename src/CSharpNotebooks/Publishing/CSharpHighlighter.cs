using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CSharpNotebooks;

/// <summary>C# source as HTML with one class per kind of token, by Roslyn's own parser, so that contextual keywords and types are told apart rightly.</summary>
internal static class CSharpHighlighter
{
    private static readonly CSharpParseOptions Script = new(LanguageVersion.CSharp14, DocumentationMode.None, SourceCodeKind.Script);

    public static string Html(string source)
    {
        if (SourceNesting.IsBeyondParsing(source)) return WebUtility.HtmlEncode(source);
        var html = new StringBuilder();
        foreach (var token in CSharpSyntaxTree.ParseText(source, Script).GetRoot().DescendantTokens())
        {
            foreach (var trivia in token.LeadingTrivia) Append(html, Class(trivia), trivia.ToFullString());
            Append(html, Class(token), token.Text);
            foreach (var trivia in token.TrailingTrivia) Append(html, Class(trivia), trivia.ToFullString());
        }
        return html.ToString();
    }

    private static void Append(StringBuilder html, string? @class, string text)
    {
        if (text.Length == 0) return;
        var encoded = WebUtility.HtmlEncode(text);
        html.Append(@class is null ? encoded : $"<span class=\"{@class}\">{encoded}</span>");
    }

    private static string? Class(SyntaxTrivia trivia) => trivia.Kind() switch
    {
        SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia => "hl-comment",
        SyntaxKind.DisabledTextTrivia => "hl-comment",
        _ => trivia.IsDirective ? "hl-directive" : null,
    };

    private static string? Class(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => "hl-number",
        SyntaxKind.IdentifierToken => IdentifierClass(token),
        var kind when IsText(kind) => "hl-string",
        var kind when SyntaxFacts.IsKeywordKind(kind) => "hl-keyword",
        _ => null,
    };

    private static bool IsText(SyntaxKind kind) => kind is SyntaxKind.CharacterLiteralToken or SyntaxKind.StringLiteralToken
        or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
        or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringEndToken or SyntaxKind.InterpolatedStringTextToken
        or SyntaxKind.InterpolatedVerbatimStringStartToken or SyntaxKind.InterpolatedSingleLineRawStringStartToken
        or SyntaxKind.InterpolatedMultiLineRawStringStartToken or SyntaxKind.InterpolatedRawStringEndToken;

    private static string? IdentifierClass(SyntaxToken token) => token.Parent switch
    {
        IdentifierNameSyntax { IsVar: true } => "hl-keyword",
        BaseTypeDeclarationSyntax or ConstructorDeclarationSyntax => "hl-type",
        GenericNameSyntax { Parent: not InvocationExpressionSyntax and not MemberAccessExpressionSyntax } => "hl-type",
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => "hl-call",
        SimpleNameSyntax name when IsCalled(name) => "hl-call",
        SimpleNameSyntax name when IsType(name) => "hl-type",
        _ => null,
    };

    private static bool IsCalled(SimpleNameSyntax name) => name.Parent switch
    {
        InvocationExpressionSyntax => true,
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access => access.Name == name && call.Expression == access,
        _ => false,
    };

    private static bool IsType(SimpleNameSyntax name) => name.Parent switch
    {
        ObjectCreationExpressionSyntax or BaseTypeSyntax or TypeArgumentListSyntax or ArrayTypeSyntax or NullableTypeSyntax or TupleElementSyntax => true,
        VariableDeclarationSyntax declaration => declaration.Type == name,
        CastExpressionSyntax cast => cast.Type == name,
        ParameterSyntax or MethodDeclarationSyntax or LocalFunctionStatementSyntax or PropertyDeclarationSyntax => true,
        _ => false,
    };
}
