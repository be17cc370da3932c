using System.Net;

namespace CSharpNotebooks;

/// <summary>The page of one notebook.</summary>
internal static class ChapterPage
{
    public static string Html(IReadOnlyList<Chapter> chapters, int index, ChapterBody body, BookOptions options)
    {
        var chapter = chapters[index];
        var content = $"""
            <div class="page">
            {Contents(body.Headings)}
            <main>
            <p class="kicker">{Kicker(chapter)}</p>
            {(body.Headings.Any(heading => heading.Level == 1) ? "" : $"<h1>{WebUtility.HtmlEncode(chapter.Title)}</h1>")}
            {body.Html}
            {Neighbours(chapters, index)}
            </main>
            </div>
            """;
        var hasFormulas = body.Html.Contains("<span class=\"math", StringComparison.Ordinal);
        return PageShell.Html(options, $"{chapter.NumberedTitle} - {options.Title}", "chapter", content, body.Renderers, hasFormulas);
    }

    private static string Kicker(Chapter chapter)
    {
        var number = chapter.Number is { } value ? $"Notebook {value} &middot; " : "";
        return $"{number}{chapter.Minutes} min read &middot; <code>{WebUtility.HtmlEncode(Path.GetFileName(chapter.Source.FileName))}</code>";
    }

    private static string Contents(IReadOnlyList<Heading> headings)
    {
        var entries = headings.Where(heading => heading.Level is 2 or 3)
            .Select(heading => $"<li class=\"level-{heading.Level}\"><a href=\"#{heading.Id}\">{heading.Html}</a></li>").ToList();
        return entries.Count == 0
            ? "<nav class=\"contents\"></nav>"
            : "<nav class=\"contents\" aria-label=\"Contents of this page\"><details><summary>On this page</summary>"
                + $"<ol>{string.Concat(entries)}</ol></details></nav>";
    }

    private static string Neighbours(IReadOnlyList<Chapter> chapters, int index)
    {
        var previous = index > 0 ? Neighbour(chapters[index - 1], "prev", "Previous") : "<span></span>";
        var next = index + 1 < chapters.Count ? Neighbour(chapters[index + 1], "next", "Next") : "<span></span>";
        return $"<nav class=\"neighbours\" aria-label=\"Other notebooks\">{previous}{next}</nav>";
    }

    private static string Neighbour(Chapter chapter, string relation, string word) =>
        $"<a rel=\"{relation}\" class=\"{relation}\" href=\"{chapter.Address}\"><small>{word}</small>{WebUtility.HtmlEncode(chapter.NumberedTitle)}</a>";
}
