using AngleSharp;
using AngleSharp.Css.Parser;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace CSharpNotebooks;

/// <summary>
/// How much HTML of one output the book takes. The parser's time grows with the square of the nesting, and browsers draw no more than 512 levels; beyond
/// the limits parsing stops with an <see cref="ExceededException"/>.
/// </summary>
internal static class HtmlLimits
{
    public const int DeepestNesting = 256;
    public const int MostElements = 20_000;
    public const int DeepestParentheses = 500;

    /// <summary>The output has too many elements, or elements too deep in each other.</summary>
    public sealed class ExceededException : Exception;

    /// <summary>A parser for one text, as the sanitiser would make it, that keeps to the limits and to the attributes that may stay.</summary>
    public static HtmlParser CreateParser()
    {
        var watch = new Watch();
        // Unknown declarations are kept, so that the sanitiser sees them and drops them by name.
        var styles = new CssParserOptions { IsIncludingUnknownDeclarations = true, IsIncludingUnknownRules = true, IsToleratingInvalidSelectors = true };
        var options = new HtmlParserOptions
        {
            OnCreated = (element, _) => watch.Created(element),
            ShouldEmitAttribute = (ref _, name) => SafeHtml.Attributes.Contains(name.ToString(), StringComparer.OrdinalIgnoreCase),
        };
        return new HtmlParser(options, BrowsingContext.New(Configuration.Default.WithCss(styles)));
    }

    /// <summary>Refuses what the parser of styles would overflow the stack on: it calls itself for each parenthesis.</summary>
    /// <exception cref="ExceededException">There are more parentheses in each other than any style has.</exception>
    public static void CheckParentheses(string html)
    {
        var depth = 0;
        foreach (var c in html)
        {
            depth = c is '(' or '[' or '{' ? depth + 1 : c is ')' or ']' or '}' ? Math.Max(0, depth - 1) : depth;
            if (depth > DeepestParentheses) throw new ExceededException();
        }
    }

    private sealed class Watch
    {
        private int _count;
        private INode? _previous;

        // An element is reported before it has a parent, so each time the one before it is looked at.
        public void Created(IElement element)
        {
            if (++_count > MostElements || IsDeep(_previous)) throw new ExceededException();
            _previous = element;
        }

        private static bool IsDeep(INode? node)
        {
            var depth = 0;
            for (; node is not null && depth <= DeepestNesting; node = node.Parent) depth++;
            return depth > DeepestNesting;
        }
    }
}
