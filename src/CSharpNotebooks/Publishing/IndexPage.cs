using System.Net;
using System.Text;

namespace CSharpNotebooks;

/// <summary>The first page: every notebook with its picture, its question and its reading time.</summary>
internal static class IndexPage
{
    public static string Html(IReadOnlyList<Chapter> chapters, IReadOnlyList<ChapterBody> bodies, BookOptions options)
    {
        var html = new StringBuilder();
        html.AppendLine($"<main class=\"index\"><h1>{WebUtility.HtmlEncode(options.Title)}</h1>");
        if (options.Lead.Length > 0) html.AppendLine($"<p class=\"lead\">{WebUtility.HtmlEncode(options.Lead)}</p>");
        html.AppendLine($"<p class=\"kicker\">{chapters.Count} notebooks &middot; {Duration(chapters.Sum(chapter => chapter.Minutes))} to read</p>");
        foreach (var part in Enumerable.Range(0, chapters.Count).GroupBy(i => PartOf(chapters[i], options)))
        {
            if (part.Key is { } title) html.AppendLine($"<h2>{WebUtility.HtmlEncode(title)}</h2>");
            html.AppendLine($"<ol class=\"cards\">{string.Concat(part.Select(i => Card(chapters[i], bodies[i])))}</ol>");
        }
        html.AppendLine("</main>");
        var hasFormulas = chapters.Any(chapter => chapter.QuestionHtml.Contains("<span class=\"math", StringComparison.Ordinal));
        return PageShell.Html(options, options.Title, "start", html.ToString(), [], hasFormulas);
    }

    private static string? PartOf(Chapter chapter, BookOptions options) =>
        options.Parts.Where(part => part.FirstNumber <= chapter.Number).MaxBy(part => part.FirstNumber)?.Title;

    private static string Card(Chapter chapter, ChapterBody body) => $"""
        <li><a href="{chapter.Address}">
        <span class="cover">{body.Cover}</span>
        <span class="number">{chapter.Number}</span>
        <strong>{WebUtility.HtmlEncode(chapter.Title)}</strong>
        <span class="question">{chapter.QuestionHtml}</span>
        <small>{chapter.Minutes} min read</small>
        </a></li>
        """;

    private static string Duration(int minutes) => minutes < 60 ? $"{minutes} minutes" : $"{minutes / 60} h {minutes % 60:00} min";
}
