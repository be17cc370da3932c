using Microsoft.Extensions.DependencyModel;

namespace CSharpNotebooks;

/// <summary>The packages and projects that the host was built with, by name (its <c>deps.json</c>).</summary>
internal static class HostPackages
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> LazyVersions = new(Read);

    /// <summary>Versions by name.</summary>
    public static IReadOnlyDictionary<string, string> Versions => LazyVersions.Value;

    private static Dictionary<string, string> Read()
    {
        var versions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var library in DependencyContext.Default?.RuntimeLibraries ?? [])
        {
            versions.TryAdd(library.Name, library.Version);
        }

        return versions;
    }
}
