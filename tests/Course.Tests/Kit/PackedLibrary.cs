using System.IO.Compression;
using System.Text.RegularExpressions;
using Xunit;

namespace Course.Tests;

/// <summary>
/// The library as a package in a folder, and a notebook's folder that takes it from there. The version is like no other, so that no copy of an earlier test
/// can be taken for it; NuGet unpacks it in this folder, and finds everything else, libtorch above all, where the build has put it.
/// </summary>
internal sealed partial class PackedLibrary : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("vae-package-");
    private readonly string _version = $"0.1.0-test{Guid.NewGuid():N}";

    private PackedLibrary() { }

    public string NotebookFolder => _root.CreateSubdirectory("notebook").FullName;

    public (string Name, string Value)[] Environment =>
        [("NUGET_PACKAGES", Path.Combine(_root.FullName, "packages")), ("RestoreFallbackFolders", Places.Packages)];

    /// <summary>A notebook that refers to the package, then does what the package's README says, without a using.</summary>
    public IReadOnlyList<string> Cells
    {
        get
        {
            using var package = Open("nupkg");
            using var readme = new StreamReader(package.GetEntry("README.md")!.Open());
            var cells = CodeBlock().Matches(readme.ReadToEnd()).Select(match => match.Groups[1].Value.Trim()).ToList();
            return [$"#i \"nuget: {Source}\"", cells[0].Replace("VaeNotebooks\"", $"VaeNotebooks, {_version}\"", StringComparison.Ordinal), .. cells[1..]];
        }
    }

    private string Source => Path.Combine(_root.FullName, "source");

    public static async Task<PackedLibrary> CreateAsync()
    {
        var package = new PackedLibrary();
        var project = Path.Combine(Places.CourseRoot, "src", "VaeNotebooks");
        var result = await DotnetProcess.RunAsync(
            Places.CourseRoot,
            ["pack", project, "--no-build", "-c", Places.Configuration, "-o", package.Source, $"-p:PackageVersion={package._version}", "--nologo"]);
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        await File.WriteAllTextAsync(
            Path.Combine(package.NotebookFolder, "nuget.config"), "<configuration><packageSources><clear /></packageSources></configuration>"); // nothing to fetch
        return package;
    }

    public ZipArchive Open(string extension) => ZipFile.OpenRead(Path.Combine(Source, $"VaeNotebooks.{_version}.{extension}"));

    public void Dispose() => _root.Delete(recursive: true);

    [GeneratedRegex("```csharp\\s(.+?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
