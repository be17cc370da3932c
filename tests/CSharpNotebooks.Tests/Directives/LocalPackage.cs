using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CSharpNotebooks.Tests;

/// <summary>Writes a small NuGet package with one class, so that restoring needs no network.</summary>
internal static class LocalPackage
{
    public static void Write(string folder, string name)
    {
        using var archive = ZipFile.Open(Path.Combine(folder, $"{name}.1.0.0.nupkg"), ZipArchiveMode.Create);
        using (var specification = new StreamWriter(archive.CreateEntry($"{name}.nuspec").Open()))
        {
            specification.Write($"<package><metadata><id>{name}</id><version>1.0.0</version><authors>test</authors><description>test</description></metadata></package>");
        }

        using var assembly = archive.CreateEntry($"lib/netstandard2.0/{name}.dll").Open();
        var bytes = new MemoryStream();
        Compile(name).Emit(bytes);
        assembly.Write(bytes.ToArray());
    }

    /// <summary>Writes the class alone, as an assembly file.</summary>
    public static void WriteAssembly(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Assert.True(Compile(Path.GetFileNameWithoutExtension(path)).Emit(path).Success);
    }

    private static CSharpCompilation Compile(string name) => CSharpCompilation.Create(
        name,
        [CSharpSyntaxTree.ParseText($"namespace {name} {{ public static class Answer {{ public static int Value => 42; }} }}")],
        HostAssemblies.References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}
