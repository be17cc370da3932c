using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using CSharpNotebooks;
using Xunit;

namespace Course.Tests;

/// <summary>The folder that the notebooks' first cell refers to, in hosts that hold neither the library nor Plotly.NET.</summary>
public sealed class KitTests
{
    private static string Library => Path.Combine(Places.Kit, "VaeNotebooks.dll");

    private static string Plotly => Path.Combine(Places.Kit, "plotly");

    [Fact]
    public void Lies_beside_the_notebooks_with_documentation_and_symbols() =>
        Assert.Equal(
            ["VaeNotebooks.dll", "VaeNotebooks.pdb", "VaeNotebooks.xml"], Directory.GetFiles(Places.Kit).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void Holds_everything_that_its_charts_refer_to_in_a_version_that_is_new_enough()
    {
        var held = Directory.GetFiles(Plotly).ToDictionary(file => Path.GetFileNameWithoutExtension(file), AssemblyName.GetAssemblyName);
        var asked = held.Keys.SelectMany(name => References(Path.Combine(Plotly, name + ".dll"))).Where(name => !IsFramework(name.Name!)).ToList();

        Assert.NotEmpty(asked);
        Assert.All(asked, name => Assert.True(held.TryGetValue(name.Name!, out var found) && found.Version >= name.Version, $"{name} is missing"));
        Assert.DoesNotContain(References(Library), name => name.Name == "FSharp.Core"); // some hosts would hand it an older one than Plotly.NET's
    }

    [Fact]
    public async Task Draws_where_an_older_FSharp_Core_is_loaded_already()
    {
        var result = await DotnetProcess.RunAsync(Places.Kit, [Places.Host("OlderFSharp"), Library]);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("host: FSharp.Core 10.0 in Default", result.Output, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"A chart in an older host", result.Output, StringComparison.Ordinal);
        Assert.Contains("loaded: FSharp.Core 10.1 in Plotly.NET of VaeNotebooks", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_subfolder_that_host_has_no_charts()
    {
        var bare = Directory.CreateTempSubdirectory("vae-kit-");
        File.Copy(Library, Path.Combine(bare.FullName, "VaeNotebooks.dll"));

        var result = await DotnetProcess.RunAsync(bare.FullName, [Places.Host("OlderFSharp"), Path.Combine(bare.FullName, "VaeNotebooks.dll")]);

        bare.Delete(recursive: true);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Plotly.NET, Version=6", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("03-reparameterization.ipynb")]
    public async Task A_notebook_runs_in_an_engine_that_does_not_hold_the_library(string name)
    {
        var folder = Path.Combine(Places.CourseRoot, "notebooks");
        var cells = NotebookDocument.Load(Path.Combine(folder, name)).Cells.Where(cell => cell.Kind == CellKind.Code).Select(cell => cell.Source);

        var run = await EngineAlone.RunAsync(folder, cells);

        Assert.True(run.Outcome is NotebookOutcome.Completed, run.Outcome.Describe());
        Assert.Contains(EngineAlone.Html(run), html => html.Contains("vae-figure", StringComparison.Ordinal));
    }

    private static IEnumerable<AssemblyName> References(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())];
    }

    private static bool IsFramework(string name) => name is "netstandard" || name.StartsWith("System.", StringComparison.Ordinal);
}
