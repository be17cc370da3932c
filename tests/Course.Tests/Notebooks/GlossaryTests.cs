using System.Text.RegularExpressions;
using CSharpNotebooks;
using Xunit;

namespace Course.Tests;

/// <summary>Each notebook ends with links to the glossary of the last one, and each link leads to an entry.</summary>
public sealed partial class GlossaryTests
{
    private const string Glossary = "16-questions-and-errata.ipynb";

    public static TheoryData<string> Notebooks => [.. CourseRuns.Names.Where(name => name != Glossary)];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Terms_lead_to_entries_of_the_glossary(string notebook)
    {
        var entries = Entry().Matches(Markdown(Glossary)).Select(match => match.Groups["term"].Value.Trim().Replace(' ', '-')).ToHashSet();
        var links = Link().Matches(Markdown(notebook)).Select(match => match.Groups["place"].Value).ToList();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Contains(link, entries));
    }

    [Fact]
    public void Every_entry_has_its_Chinese_term_and_its_notebook()
    {
        var entries = Entry().Split(Markdown(Glossary))[1..].Chunk(2).ToList(); // term and text in turns

        Assert.InRange(entries.Count, 40, 200);
        Assert.All(entries, entry => Assert.Matches(@"^\s*\p{IsCJKUnifiedIdeographs}|^\s*[A-Za-z].*\p{IsCJKUnifiedIdeographs}", entry[1]));
        Assert.All(entries, entry => Assert.Matches(@"Notebooks? \[\d\d\]\(\d\d-|This notebook", entry[1]));
    }

    private static string Markdown(string notebook) => string.Join(
        "\n\n", NotebookDocument.Load(Path.Combine(Places.CourseRoot, "notebooks", notebook)).Cells.Where(cell => cell.Kind == CellKind.Markdown).Select(cell => cell.Source));

    [GeneratedRegex(@"^#### (?<term>.+)$", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\]\(16-questions-and-errata\.ipynb#(?<place>[^)]+)\)")]
    private static partial Regex Link();
}
