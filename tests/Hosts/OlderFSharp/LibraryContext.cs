using System.Reflection;
using System.Runtime.Loader;

namespace OlderFSharp;

/// <summary>The context into which a script engine loads a referenced file: it asks the host first, then looks beside the file.</summary>
internal sealed class LibraryContext : AssemblyLoadContext
{
    public LibraryContext(string path)
        : base("script")
    {
        Resolving += (_, name) => Beside(path, name);
        Library = LoadFromAssemblyPath(path);
    }

    public Assembly Library { get; }

    protected override Assembly? Load(AssemblyName assemblyName) => null;

    private Assembly? Beside(string path, AssemblyName name)
    {
        var other = Path.Combine(Path.GetDirectoryName(path)!, name.Name + ".dll");
        return File.Exists(other) ? LoadFromAssemblyPath(other) : null;
    }
}

/// <summary>Says which assembly this is and which context holds it.</summary>
internal static class Where
{
    public static string Of(Assembly assembly) =>
        $"{assembly.GetName().Name} {assembly.GetName().Version?.ToString(2)} in {AssemblyLoadContext.GetLoadContext(assembly)?.Name}";
}
