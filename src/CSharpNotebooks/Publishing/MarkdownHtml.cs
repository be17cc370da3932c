using System.Net;
using System.Text;
using Markdig.Extensions.Mathematics;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CSharpNotebooks;

/// <summary>A heading of a page, for its table of contents. <paramref name="Html"/> is inert.</summary>
internal sealed record Heading(int Level, string Id, string Html);

/// <summary>Markdown cells of one page as HTML: no raw HTML, links resolved in the book, heading ids unique over the page.</summary>
internal sealed class MarkdownHtml(NotebookLinks links)
{
    // The names that the page itself uses.
    private readonly UniqueSlugs _ids = new("top", "contents", "theme");
    private readonly List<Heading> _headings = [];

    /// <summary>The headings met so far, in order.</summary>
    public IReadOnlyList<Heading> Headings => _headings;

    public string Render(string markdown)
    {
        var headings = _headings.Count;
        try
        {
            return Render(MarkdownText.Parse(markdown));
        }
        catch (ArgumentException) // emphasis in emphasis is parsed at any depth, but not written
        {
            _headings.RemoveRange(headings, _headings.Count - headings);
            return Render(MarkdownText.AsItStands(markdown));
        }
    }

    private string Render(MarkdownDocument document)
    {
        foreach (var heading in document.Descendants<HeadingBlock>().ToList()) Name(heading);
        using var text = new StringWriter();
        var renderer = new HtmlRenderer(text);
        MarkdownText.Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<LinkInlineRenderer>(new BookLinks(links));
        renderer.ObjectRenderers.ReplaceOrAdd<AutolinkInlineRenderer>(new BookAutolinks(links));
        renderer.Render(document);
        return text.ToString();
    }

    /// <summary>
    /// The title of a notebook (its first level-one heading) as text, and its question as inert HTML: the first sentence of the opening paragraphs that
    /// ends in a question mark, else the first paragraph.
    /// </summary>
    public static (string? Title, string? QuestionHtml) Opening(IEnumerable<string> cells)
    {
        var blocks = cells.SelectMany(cell => MarkdownText.Parse(cell).Descendants());
        var title = blocks.OfType<HeadingBlock>().FirstOrDefault(heading => heading.Level == 1)?.Inline;
        var paragraphs = blocks.OfType<ParagraphBlock>().Take(4).Select(block => block.Inline).ToList();
        var question = paragraphs.Select(FirstQuestion).FirstOrDefault(html => html is not null) ?? paragraphs.Select(InertHtml).FirstOrDefault();
        return (title is null ? null : Words(title), question);
    }

    // Formulas are put aside while the sentence is sought: a full stop in TeX ends nothing.
    private static string? FirstQuestion(ContainerInline? paragraph)
    {
        const char aside = '\uFFFC';
        var formulas = new Queue<MathInline>(Leaves(paragraph).OfType<MathInline>());
        var text = string.Concat(Leaves(paragraph).Select(leaf => leaf is MathInline ? aside.ToString() : Words(leaf)));
        var end = text.IndexOf('?');
        if (end < 0) return null;
        var start = text.LastIndexOfAny(['.', '!', ':', '?'], end - 1 < 0 ? 0 : end - 1) + 1;
        for (var skipped = text[..start].Count(c => c == aside); skipped > 0; skipped--) formulas.Dequeue();
        return string.Concat(text[start..(end + 1)].Trim().Select(c =>
            c == aside && formulas.TryDequeue(out var math) ? BookMarkdownExtension.Formula(math) : WebUtility.HtmlEncode(c.ToString())));
    }

    private void Name(HeadingBlock heading)
    {
        var id = _ids.Take(Slug.Of(Words(heading.Inline), "section"));
        heading.GetAttributes().Id = id;
        _headings.Add(new Heading(heading.Level, id, InertHtml(heading.Inline)));
    }

    private static string Words(ContainerInline? inline) => string.Concat(Leaves(inline).Select(Words));

    private static string Words(LeafInline leaf) => leaf switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        MathInline math => math.Content.ToString(),
        LineBreakInline => " ",
        _ => "",
    };

    private static string InertHtml(ContainerInline? inline)
    {
        var html = new StringBuilder();
        foreach (var leaf in Leaves(inline))
            html.Append(leaf switch
            {
                LiteralInline literal => WebUtility.HtmlEncode(literal.Content.ToString()),
                CodeInline code => $"<code>{WebUtility.HtmlEncode(code.Content)}</code>",
                MathInline math => BookMarkdownExtension.Formula(math),
                _ => " ",
            });
        return html.ToString();
    }

    private static IEnumerable<LeafInline> Leaves(ContainerInline? inline) =>
        inline is null ? [] : inline.Descendants<LeafInline>();
}
