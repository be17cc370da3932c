using System.Globalization;
using System.Text.RegularExpressions;

namespace CSharpNotebooks;

/// <summary>A notebook as the book names it: number, address, title, question and reading time.</summary>
internal sealed partial record Chapter(BookNotebook Source, int? Number, string Slug, string Title, string QuestionHtml, int Minutes)
{
    private const double WordsPerMinute = 200;
    private const double CodeLinesPerMinute = 20;

    /// <summary>The page's address inside the book.</summary>
    public string Address => Slug + ".html";

    /// <summary>Number and title, as other pages call this one.</summary>
    public string NumberedTitle => Number is { } number ? $"{number}. {Title}" : Title;

    public static IReadOnlyList<Chapter> From(IReadOnlyList<BookNotebook> notebooks)
    {
        var slugs = new UniqueSlugs("index");
        return [.. notebooks.Select(notebook => From(notebook, slugs))];
    }

    private static Chapter From(BookNotebook source, UniqueSlugs slugs)
    {
        var name = Path.GetFileNameWithoutExtension(source.FileName.Replace('\\', '/'));
        var digits = LeadingDigits().Match(name).Value;
        var prose = source.Notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown).Select(cell => cell.Source).ToList();
        var opening = MarkdownHtml.Opening(prose);
        return new Chapter(
            source,
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            slugs.Take(CSharpNotebooks.Slug.OfFile(name, "notebook")),
            TitleWithoutNumber(opening.Title ?? name),
            Capitalised(opening.QuestionHtml ?? ""),
            ReadingMinutes(prose, source.Notebook));
    }

    // The number stands beside the title wherever the title is shown; "01 Latent variables" would say it twice.
    private static string TitleWithoutNumber(string title) =>
        LeadingDigits().Replace(title, "").TrimStart(' ', '.', ':', '-') is { Length: > 0 } words ? words : title;

    private static string Capitalised(string html) => html.Length > 0 ? char.ToUpperInvariant(html[0]) + html[1..] : html;

    private static int ReadingMinutes(List<string> prose, NotebookDocument notebook)
    {
        var words = prose.Sum(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
        var lines = notebook.Cells.Where(cell => cell.Kind == CellKind.Code).Sum(cell => cell.Source.Split('\n').Length);
        return (int)Math.Max(1, Math.Round(words / WordsPerMinute + lines / CodeLinesPerMinute));
    }

    [GeneratedRegex(@"^\d{1,6}")]
    private static partial Regex LeadingDigits();
}
