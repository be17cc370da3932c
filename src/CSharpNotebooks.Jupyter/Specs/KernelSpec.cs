using System.Text.Json;
using System.Text.Json.Nodes;

namespace CSharpNotebooks.Jupyter;

/// <summary>A kernel specification that lies in one of Jupyter's folders.</summary>
/// <param name="Name">What notebooks and Jupyter call it, in lower case.</param>
/// <param name="Folder">The folder with its <c>kernel.json</c>.</param>
/// <param name="Program">The first word of the command that starts it, or what is known instead.</param>
/// <param name="Owner">The program of ours that installed it; empty for everybody else's.</param>
public sealed record KernelSpec(string Name, string Folder, string Program, string Owner)
{
    internal const string FileName = "kernel.json";

    /// <summary>The key in a specification's metadata by which we know our own.</summary>
    internal const string Mark = "csharp_notebooks";

    /// <summary>Reads a folder that holds a specification, in whatever state it is.</summary>
    internal static KernelSpec Read(string folder)
    {
        var name = Path.GetFileName(folder).ToLowerInvariant();
        try
        {
            var json = JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder, FileName)));
            return new(name, folder, (string?)json?["argv"]?[0] ?? "nothing", (string?)json?["metadata"]?[Mark]?["installed_by"] ?? "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or ArgumentException)
        {
            return new(name, folder, $"unknown: its {FileName} cannot be read", "");
        }
    }
}
