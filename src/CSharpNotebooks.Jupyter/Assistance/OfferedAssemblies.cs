using Microsoft.Extensions.DependencyModel;

namespace CSharpNotebooks.Jupyter;

/// <summary>
/// The assemblies whose types are offered to whoever writes a cell: the framework, and what the host is made of except what is there for the engine alone
/// (the compiler, the wire), until a cell asks for that with <c>#r</c>.
/// </summary>
internal static class OfferedAssemblies
{
    private static readonly string[] EngineParts = ["CSharpNotebooks", "CSharpNotebooks.Jupyter"];

    private static readonly Dictionary<string, RuntimeLibrary> Libraries = (DependencyContext.Default?.RuntimeLibraries ?? [])
        .DistinctBy(library => library.Name, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(library => library.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly Lazy<IReadOnlyList<string>> LazyAlways = new(FindAlways);

    /// <summary>Full paths of what is offered in every session.</summary>
    public static IReadOnlyList<string> Always => LazyAlways.Value;

    /// <summary>Full paths of what a package or an assembly of the host consists of, with all that it needs.</summary>
    public static IEnumerable<string> Of(string packageOrAssembly)
    {
        var names = Libraries.ContainsKey(packageOrAssembly) ? Assemblies(Closure([packageOrAssembly], _ => true)) : [packageOrAssembly];
        return names.Select(name => HostAssemblies.Paths.GetValueOrDefault(name)).OfType<string>().Where(path => !FrameworkReferences.Has(path));
    }

    private static List<string> FindAlways()
    {
        var pack = FrameworkReferences.Find();
        var framework = pack.Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var engineOnly = EngineOnly();
        var host = HostAssemblies.Paths
            .Where(assembly => pack.Count == 0 || !FrameworkReferences.Has(assembly.Value))
            .Where(assembly => framework.Contains(assembly.Key) || !engineOnly.Contains(assembly.Key))
            .ToDictionary(StringComparer.OrdinalIgnoreCase);

        // A package may bring a newer version of an assembly that the framework has too: the host loads that one.
        return [.. host.Values, .. pack.Where(path => !host.ContainsKey(Path.GetFileNameWithoutExtension(path)))];
    }

    private static HashSet<string> EngineOnly()
    {
        var needed = Libraries.Values.SelectMany(library => library.Dependencies).Select(dependency => dependency.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var roots = Libraries.Keys.Where(name => !needed.Contains(name));
        var others = Assemblies(Closure(roots, name => !EngineParts.Contains(name)));
        return Assemblies(Libraries.Keys).Except(others).Except(["CSharpNotebooks"]).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private static HashSet<string> Closure(IEnumerable<string> roots, Func<string, bool> passes)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Queue<string>(roots.Where(passes));
        while (open.TryDequeue(out var name))
        {
            if (Libraries.TryGetValue(name, out var library) && found.Add(name))
            {
                Array.ForEach([.. library.Dependencies.Select(dependency => dependency.Name).Where(passes)], open.Enqueue);
            }
        }

        return found;
    }

    private static IEnumerable<string> Assemblies(IEnumerable<string> libraries) =>
        from name in libraries
        from assets in Libraries[name].RuntimeAssemblyGroups
        from path in assets.AssetPaths
        select Path.GetFileNameWithoutExtension(path);
}
