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
            Assert.Equal(Pieces(StoredHtml(cell)), Pieces(result.Html));
        }
    }

    [Fact]
    public async Task The_package_draws_trains_and_brings_its_usings()
    {
        using var package = await PackedLibrary.CreateAsync();
        using var kernel = await InteractiveKernel.StartAsync(package.NotebookFolder, package.Environment);
        foreach (var cell in package.Cells)
        {
            var result = await kernel.RunAsync(cell);

            Assert.True(result.Failure.Length == 0, $"{cell}\n\n{result.Failure}");
            package.Shown(cell, result.Html);
        }
    }

    /// <summary>What a reader sees of the library in a cell; a failed check is none of the pieces that a stored notebook has.</summary>
    private static List<string> Pieces(IEnumerable<string> html) =>
    [
        .. from text in html
           from piece in (string[])["vae-figure", "vae-images", "vae-passed", "vae-failed", "vae-not", "vae-wrong"]
           where text.Contains($"{piece}\"", StringComparison.Ordinal)
           select piece,
    ];

    private static IEnumerable<string> StoredHtml(NotebookCell cell) =>
        cell.Outputs.Select(output => output!["data"]?["text/html"]).Where(html => html is not null).Select(html => MultilineText.Join(html!));
}
