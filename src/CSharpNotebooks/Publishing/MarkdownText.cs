using Markdig;
using Markdig.Syntax;

namespace CSharpNotebooks;

/// <summary>Markdown cells as documents. A cell that no writer would write, such as one of ten thousand nested quotations, is shown as it stands.</summary>
internal static class MarkdownText
{
    /// <summary>Characters of a cell that are parsed. The parser's time grows with the square of some texts: this many cost it about a second.</summary>
    public const int LongestCell = 100_000;

    public static MarkdownPipeline Pipeline { get; } = new MarkdownPipelineBuilder()
        .UsePipeTables().UseMathematics().UseEmphasisExtras().UseAutoLinks().DisableHtml().Use<BookMarkdownExtension>().Build();

    public static MarkdownDocument Parse(string markdown)
    {
        if (markdown.Length > LongestCell) return AsItStands(markdown);
        try
        {
            return Markdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException) // Markdig's way to say that elements are nested too deeply
        {
            return AsItStands(markdown);
        }
    }

    /// <summary>The text as a block of code: lines that are indented by four, in which nothing has a meaning.</summary>
    public static MarkdownDocument AsItStands(string text) => Markdown.Parse("    " + text.ReplaceLineEndings("\n    "), Pipeline);
}
