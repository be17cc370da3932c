using CSharpNotebooks;
using Xunit;

namespace Course.Tests;

public sealed class PackageTests
{
    [Fact]
    public async Task Carries_the_charts_stack_documentation_symbols_licence_and_the_script_for_notebooks()
    {
        using var packed = await PackedLibrary.CreateAsync();
        using var package = packed.Open("nupkg");
        using var symbols = packed.Open("snupkg");
        using var specification = new StreamReader(package.Entries.Single(entry => entry.Name == "VaeNotebooks.nuspec").Open());
        var text = specification.ReadToEnd();

        string[] expected =
        [
            "README.md", "LICENSE", "Apache-2.0.txt", "THIRD-PARTY-NOTICES.md", "lib/net10.0/VaeNotebooks.dll", "lib/net10.0/VaeNotebooks.xml",
            "interactive-extensions/dotnet/extension.dib", "buildTransitive/VaeNotebooks.targets",
            .. Directory.GetFiles(Path.Combine(Places.Kit, "plotly")).Select(file => $"lib/net10.0/plotly/{Path.GetFileName(file)}"),
        ];
        Assert.Subset(package.Entries.Select(entry => entry.FullName).ToHashSet(), expected.ToHashSet());
        Assert.Contains(symbols.Entries, entry => entry.FullName == "lib/net10.0/VaeNotebooks.pdb");
        Assert.Contains("<dependency id=\"TorchSharp-cpu\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Plotly", text, StringComparison.Ordinal); // as a dependency it would reach .NET Interactive's own load context, and die there
    }

    [Fact]
    public async Task Draws_trains_and_brings_its_usings_in_an_engine_that_does_not_hold_the_library()
    {
        using var packed = await PackedLibrary.CreateAsync();

        var run = await EngineAlone.RunAsync(packed.NotebookFolder, packed.Cells, packed.Environment);

        Assert.True(run.Outcome is NotebookOutcome.Completed, run.Outcome.Describe());
        Assert.Contains("3 points", EngineAlone.Html(run)[^1], StringComparison.Ordinal); // one for each epoch
    }

    [Fact]
    public async Task Draws_trains_and_brings_its_usings_in_the_last_NET_Interactive()
    {
        using var packed = await PackedLibrary.CreateAsync();
        using var kernel = await InteractiveKernel.StartAsync(packed.NotebookFolder, packed.Environment);
        var html = new List<string>();
        foreach (var cell in packed.Cells)
        {
            var result = await kernel.RunAsync(cell);
            Assert.True(result.Failure.Length == 0, $"{cell}\n\n{result.Failure}");
            html.AddRange(result.Html);
        }

        Assert.Contains("3 points", html[^1], StringComparison.Ordinal);
    }
}
