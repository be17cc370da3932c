using System.Text.RegularExpressions;
using CSharpNotebooks;
using Xunit;

namespace Course.Tests;

/// <summary>
/// Each notebook ends with a line of terms that lead into the glossary. An entry is a heading of the fourth level, and its link holds the heading's words joined by
/// hyphens: the anchor that Jupyter gives a heading, from which the book makes its own.
/// </summary>
public sealed partial class GlossaryTests
{
    private const string Glossary = "16-questions-and-errata.ipynb";

    public static TheoryData<string> Notebooks => [.. CourseRuns.Names];

    [Fact]
    public void Holds_each_term_once_with_its_Chinese_word_and_where_it_comes_from()
    {
        var entries = Entry().Matches(Prose(Glossary)).ToList();

        Assert.True(entries.Count > 60, $"the glossary has {entries.Count} entries");
        Assert.Distinct(entries.Select(entry => Anchor(entry.Groups["term"].Value).ToUpperInvariant()));
        Assert.All(entries, entry =>
        {
            Assert.Matches(@"^[A-Za-z][A-Za-z0-9 -]*$", entry.Groups["term"].Value);
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", entry.Groups["text"].Value);
            Assert.Matches(@"Notebook \[\d\d\]|This notebook", entry.Groups["text"].Value);
        });
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Every_notebook_ends_with_terms_and_all_of_them_are_entries(string notebook)
    {
        var anchors = Entry().Matches(Prose(Glossary)).Select(entry => Anchor(entry.Groups["term"].Value)).ToHashSet();
        var terms = Link().Matches(Closing(notebook)).ToList();

        Assert.True(terms.Count >= 3, $"{notebook}: the last cell has no line 'Terms: [term]({Glossary}#term), ...'.");
        Assert.All(Link().Matches(Prose(notebook)), link => Assert.Contains(link.Groups["anchor"].Value, anchors));
        Assert.All(terms, link => Assert.Equal(Anchor(link.Groups["term"].Value), link.Groups["anchor"].Value));
    }

    private static string Anchor(string term) => term.Replace(' ', '-');

    private static string Prose(string notebook) =>
        string.Join("\n\n", Cells(notebook).Where(cell => cell.Kind == CellKind.Markdown).Select(cell => cell.Source));

    private static string Closing(string notebook) =>
        Cells(notebook)[^1].Source.Split('\n').SingleOrDefault(line => line.StartsWith("Terms: ", StringComparison.Ordinal)) ?? "";

    private static IReadOnlyList<NotebookCell> Cells(string notebook) =>
        NotebookDocument.Load(Path.Combine(Places.CourseRoot, "notebooks", notebook)).Cells;

    [GeneratedRegex(@"^#### (?<term>.+)\n\n(?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\[(?<term>[^\]]+)\]\(16-questions-and-errata\.ipynb#(?<anchor>[^)]*)\)")]
    private static partial Regex Link();
}
