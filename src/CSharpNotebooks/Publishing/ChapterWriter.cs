using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>A picture of a page and where it goes in the book.</summary>
internal sealed record BookPicture(string FileName, byte[] Content);

/// <summary>The inside of a page and what it needs.</summary>
internal sealed record ChapterBody(
    string Html, IReadOnlyList<Heading> Headings, IReadOnlyList<BookPicture> Images, IReadOnlyList<IOutputRenderer> Renderers, string Cover);

/// <summary>Turns the cells of one notebook into the inside of its page.</summary>
internal sealed class ChapterWriter
{
    private readonly Chapter _chapter;
    private readonly BookOptions _options;
    private readonly MarkdownHtml _markdown;
    private readonly OutputWriter _outputs;

    public ChapterWriter(Chapter chapter, NotebookLinks links, BookOptions options)
    {
        _chapter = chapter;
        _options = options;
        _markdown = new MarkdownHtml(links);
        _outputs = new OutputWriter(chapter, _markdown, options.Renderers);
    }

    public ChapterBody Write()
    {
        var html = new StringBuilder();
        foreach (var cell in _chapter.Source.Notebook.Cells) html.AppendLine(Cell(cell));
        var cover = _outputs.Cover ?? NotebookMap.Svg(_chapter.Source.Notebook);
        return new ChapterBody(html.ToString(), _markdown.Headings, _outputs.Images, _outputs.UsedRenderers, cover);
    }

    private string Cell(NotebookCell cell) => cell.Kind switch
    {
        CellKind.Markdown => $"<section class=\"prose\">{_markdown.Render(cell.Source)}</section>",
        CellKind.Code => CodeCell(cell),
        _ => $"<section class=\"raw\"><pre tabindex=\"0\">{WebUtility.HtmlEncode(cell.Source)}</pre></section>",
    };

    private string CodeCell(NotebookCell cell)
    {
        var label = _options.CellLabel(cell) is { } text ? $"<p class=\"cell-label\">{WebUtility.HtmlEncode(text)}</p>" : "";
        var count = cell.ExecutionCount is { } number ? $"<span class=\"count\" aria-hidden=\"true\">{number}</span>" : "";
        var outputs = string.Concat(OutputWriter.MergeStreams(cell.Outputs.OfType<JsonObject>()).Select(_outputs.Html));
        return $"""
            <section class="cell">{label}
            <div class="input">{count}<pre tabindex="0"><code>{CSharpHighlighter.Html(cell.Source)}</code></pre></div>
            {(outputs.Length == 0 ? "" : $"<div class=\"outputs\">{outputs}</div>")}
            </section>
            """;
    }
}
