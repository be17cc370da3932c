using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class FrameworkReferencesTests
{
    [Fact]
    public void The_newest_reference_pack_of_the_running_version_is_taken()
    {
        var root = Directory.CreateTempSubdirectory("dotnet-").FullName;
        foreach (var version in (string[])["9.0.9", "10.0.2", "10.0.11", "10.0.100-preview", "10.1.0"])
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref", version, "ref", "net10.0"));
            File.WriteAllText(Path.Combine(folder.FullName, $"{version}.dll"), "");
        }

        Assert.EndsWith("10.0.11.dll", Assert.Single(FrameworkReferences.Find(root, new Version(10, 0, 1))));
        Assert.Empty(FrameworkReferences.Find(root, new Version(11, 0, 0)));
        Assert.Empty(FrameworkReferences.Find(Path.Combine(root, "nowhere"), new Version(10, 0, 0)));
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public void Nothing_of_the_framework_is_offered_twice()
    {
        var names = OfferedAssemblies.Always.Select(path => Path.GetFileNameWithoutExtension(path)).ToArray();

        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains("System.Runtime", names);
        Assert.Contains("CSharpNotebooks", names);
        Assert.DoesNotContain("Microsoft.CodeAnalysis.CSharp", names);
    }
}
