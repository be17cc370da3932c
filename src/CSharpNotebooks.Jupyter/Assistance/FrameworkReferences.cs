using System.Runtime.InteropServices;

namespace CSharpNotebooks.Jupyter;

/// <summary>
/// The framework as its reference pack describes it: the public surface alone, and documentation beside each assembly. The SDK brings it; where there is only
/// the runtime, code is still understood from the runtime's own assemblies, without documentation.
/// </summary>
internal static class FrameworkReferences
{
    private static readonly string RuntimeDirectory = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());

    /// <summary>Whether the runtime brings this assembly.</summary>
    public static bool Has(string assembly) => Path.GetDirectoryName(assembly) == RuntimeDirectory;

    /// <summary>The assemblies of the reference pack; none without the SDK.</summary>
    public static IReadOnlyList<string> Find() => Find(Path.GetFullPath("../../..", RuntimeDirectory), Environment.Version);

    /// <summary>The newest reference pack for this version of .NET under the folder that holds the runtimes.</summary>
    public static IReadOnlyList<string> Find(string dotnetRoot, Version runtime)
    {
        var packs = new DirectoryInfo(Path.Combine(dotnetRoot, "packs", "Microsoft.NETCore.App.Ref"));
        var newest = (packs.Exists ? packs.GetDirectories($"{runtime.Major}.{runtime.Minor}.*") : [])
            .Where(pack => Version.TryParse(pack.Name, out _))
            .MaxBy(pack => Version.Parse(pack.Name));
        var folder = Path.Combine(newest?.FullName ?? packs.FullName, "ref", $"net{runtime.Major}.{runtime.Minor}");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.dll") : [];
    }
}
