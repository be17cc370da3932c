using Microsoft.CodeAnalysis;

namespace CSharpNotebooks;

/// <summary>
/// The assemblies that the host process holds (the runtime's list of trusted platform assemblies): the framework, the host and its packages. Cells
/// compile against all of them. One set of reference objects for the whole process, because Roslyn caches symbols in them.
/// </summary>
internal static class HostAssemblies
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> LazyPaths = new(ReadPaths);
    private static readonly Lazy<MetadataReference[]> LazyReferences = new(() => [.. Paths.Values.Select(ReadLazily)]);

    /// <summary>Full paths by simple name.</summary>
    public static IReadOnlyDictionary<string, string> Paths => LazyPaths.Value;

    public static IReadOnlyList<MetadataReference> References => LazyReferences.Value;

    /// <summary><see cref="MetadataReference.CreateFromFile(string, MetadataReferenceProperties, DocumentationProvider)"/> reads every file at once, which delays
    /// the first cell by some 50 ms; what is held here lies still as long as the process runs.</summary>
    private static PortableExecutableReference ReadLazily(string path) => AssemblyMetadata.CreateFromStream(File.OpenRead(path)).GetReference(filePath: path);

    private static Dictionary<string, string> ReadPaths()
    {
        var list = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        var paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            {
                paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);
            }
        }

        return paths;
    }
}
