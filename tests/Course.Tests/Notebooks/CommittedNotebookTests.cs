using System.Text.Json.Nodes;
using CSharpNotebooks;
using Xunit;

namespace Course.Tests;

/// <summary>What a reader finds in the repository without running anything.</summary>
public sealed class CommittedNotebookTests
{
    private const int LongestCodeLine = 110;
    private const int LongestCodeCell = 25;
    private const int LargestFile = 1_500_000;

    public static TheoryData<string> Notebooks => [.. CourseRuns.Names];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Is_stored_in_its_normal_form_and_not_large(string notebook)
    {
        var document = Load(notebook);
        var stored = document.ToJson();
        document.Normalise();

        Assert.True(document.ToJson() == stored, $"{notebook} is not in its normal form: run `vae clean {notebook}`.");
        Assert.InRange(new FileInfo(PathOf(notebook)).Length, 1, LargestFile);
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Is_stored_executed_without_an_error_and_reads_without_pictures(string notebook)
    {
        var code = Code(notebook);
        var outputs = code.SelectMany(cell => cell.Outputs).Select(output => output!.AsObject()).ToList();

        Assert.All(code, cell => Assert.NotNull(cell.ExecutionCount));
        Assert.DoesNotContain(outputs, output => output["output_type"]!.GetValue<string>() == "error");
        Assert.All(outputs.Select(output => output["data"]).OfType<JsonObject>(), data =>
        {
            Assert.True(HasText(data), $"{notebook}: a picture or chart has no text alternative.");
            Assert.False(data.ContainsKey("image/png") && data.ContainsKey("text/html"), $"{notebook}: a picture would be shown from its HTML; run it with --save.");
        });
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Has_short_cells_of_lines_that_fit_a_page(string notebook)
    {
        Assert.All(Code(notebook), cell =>
        {
            var lines = cell.Source.Split('\n');
            Assert.True(lines.Length <= LongestCodeCell, $"{notebook}: a cell of {lines.Length} lines: {lines[0]}");
            Assert.All(lines, line => Assert.True(line.Length <= LongestCodeLine, $"{notebook}: a line of {line.Length} characters: {line}"));
        });
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Begins_like_every_other(string notebook)
    {
        var first = Code(CourseRuns.Names[0])[0].Source;
        var code = Code(notebook);

        Assert.Equal(first, code[0].Source);
        Assert.Contains("parameters", code[1].Tags);
        Assert.Contains("seed", code[1].Source, StringComparison.Ordinal);
    }

    private static bool HasText(JsonObject data) => data["text/plain"] is { } text && (text as JsonArray)?.Count != 0 && text.ToString().Trim().Length > 0;

    private static NotebookDocument Load(string notebook) => NotebookDocument.Load(PathOf(notebook));

    private static string PathOf(string notebook) => Path.Combine(Places.CourseRoot, "notebooks", notebook);

    private static IReadOnlyList<NotebookCell> Code(string notebook) => [.. Load(notebook).Cells.Where(cell => cell.Kind == CellKind.Code)];
}
