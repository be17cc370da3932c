using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CSharpNotebooks.Tests;

/// <summary>Writes a small NuGet package with one class, so that restoring needs no network.</summary>
internal static class LocalPackage
{
    /// <param name="folder">Where the package file goes.</param>
    /// <param name="name">Name of the package, its assembly and its namespace.</param>
    /// <param name="script">What the package has notebooks run, if anything.</param>
    public static void Write(string folder, string name, string? script = null)
    {
        using var archive = ZipFile.Open(Path.Combine(folder, $"{name}.1.0.0.nupkg"), ZipArchiveMode.Create);
        using (var specification = new StreamWriter(archive.CreateEntry($"{name}.nuspec").Open()))
        {
            specification.Write($"<package><metadata><id>{name}</id><version>1.0.0</version><authors>test</authors><description>test</description></metadata></package>");
        }

        if (script is not null)
        {
            using var writer = new StreamWriter(archive.CreateEntry("interactive-extensions/dotnet/extension.dib").Open());
            writer.Write(script);
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
        [CSharpSyntaxTree.ParseText($"namespace {name} {{ public static class Answer {{ public static int Value => 42; public static int Asked; }} }}")],
        HostAssemblies.References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}
