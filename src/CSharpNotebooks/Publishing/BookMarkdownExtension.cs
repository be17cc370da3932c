using System.Net;
using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace CSharpNotebooks;

/// <summary>How the book writes formulas (bare TeX in an element that the script finds), code (highlighted) and tables (they scroll inside the page).</summary>
internal sealed class BookMarkdownExtension : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline) { }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        if (renderer is not HtmlRenderer html) return;
        html.ObjectRenderers.RemoveAll(candidate => candidate is HtmlMathInlineRenderer or HtmlMathBlockRenderer or CodeBlockRenderer or HtmlTableRenderer);
        html.ObjectRenderers.InsertRange(0, [new InlineFormula(), new BlockFormula(), new CodeBlocks(), new ScrollingTables()]);
    }

    /// <summary>A formula as inert HTML: its TeX, readable as it is, which KaTeX replaces when scripts run.</summary>
    public static string Formula(MathInline math) => Formula(math.Content.ToString(), display: math.DelimiterCount > 1);

    private static string Formula(string tex, bool display) =>
        $"<span class=\"{(display ? "math display" : "math")}\">{WebUtility.HtmlEncode(tex.Trim())}</span>";

    private sealed class InlineFormula : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline math) => renderer.Write(Formula(math));
    }

    private sealed class BlockFormula : HtmlObjectRenderer<MathBlock>
    {
        protected override void Write(HtmlRenderer renderer, MathBlock math) =>
            renderer.Write("<p>").Write(Formula(math.Lines.ToString(), display: true)).WriteLine("</p>");
    }

    private sealed class CodeBlocks : HtmlObjectRenderer<CodeBlock>
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock block)
        {
            var text = block.Lines.ToString();
            var isCSharp = block is FencedCodeBlock { Info: "csharp" or "cs" or "c#" or "C#" };
            var html = isCSharp ? CSharpHighlighter.Html(text) : WebUtility.HtmlEncode(text);
            renderer.Write("<pre tabindex=\"0\"><code>").Write(html).WriteLine("</code></pre>");
        }
    }

    private sealed class ScrollingTables : HtmlTableRenderer
    {
        protected override void Write(HtmlRenderer renderer, Table table)
        {
            renderer.Write("<div class=\"table-scroll\" tabindex=\"0\">");
            base.Write(renderer, table);
            renderer.WriteLine("</div>");
        }
    }
}
