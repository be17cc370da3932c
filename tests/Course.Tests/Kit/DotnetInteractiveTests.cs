using CSharpNotebooks;
using Xunit;

namespace Course.Tests;

/// <summary>The last .NET Interactive, the real one: the notebooks were written for it and must stay of use in it.</summary>
public sealed class DotnetInteractiveTests
{
    // The shortest of the course, and the first whose cells need Torch before they need the library.
    private const string Notebook = "03-reparameterization.ipynb";

    [Fact]
    public async Task A_notebook_runs_to_its_end_with_its_charts_and_checks()
    {
        var folder = Path.Combine(Places.CourseRoot, "notebooks");
        using var kernel = await InteractiveKernel.StartAsync(folder);
        foreach (var cell in NotebookDocument.Load(Path.Combine(folder, Notebook)).Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            var result = await kernel.RunAsync(cell.Source);

            Assert.True(result.Failure.Length == 0, $"{cell.Source}\n\n{result.Failure}");
            Assert.Equal(Pieces(EngineAlone.Html(cell)), Pieces(result.Html));
        }
    }

    /// <summary>What a reader sees of the library in a cell: not compared digit by digit, which would need the same processor.</summary>
    private static List<string> Pieces(IEnumerable<string> html) =>
    [
        .. from text in html
           from piece in (string[])["vae-figure", "vae-images", "vae-passed", "vae-failed", "vae-not-yet", "vae-wrong"]
           where text.Contains($"{piece}\"", StringComparison.Ordinal)
           select piece,
    ];
}
