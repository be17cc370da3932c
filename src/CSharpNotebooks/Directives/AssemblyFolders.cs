using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace CSharpNotebooks;

/// <summary>Where the default load context finds the assemblies and native libraries that notebooks referenced. Per process, like that context.</summary>
internal static class AssemblyFolders
{
    private static readonly ConcurrentDictionary<string, string> Assemblies = new(StringComparer.OrdinalIgnoreCase);
    private static readonly ConcurrentDictionary<string, string> Natives = new(StringComparer.OrdinalIgnoreCase);

    static AssemblyFolders()
    {
        AssemblyLoadContext.Default.Resolving += Resolve;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += ResolveNative;
    }

    public static void AddAssemblies(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            Assemblies.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }
    }

    public static void AddNatives(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            Natives.TryAdd(Path.GetFileName(path), path);
        }
    }

    // An older version than asked for is none, as for the runtime itself: another handler may know better.
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        name.Name is { } simple && Assemblies.TryGetValue(simple, out var path) && File.Exists(path)
        && AssemblyName.GetAssemblyName(path).Version >= (name.Version ?? new Version())
            ? context.LoadFromAssemblyPath(path)
            : null;

    private static nint ResolveNative(Assembly assembly, string name)
    {
        string[] names = [name, $"lib{name}.so", $"{name}.so", $"{name}.dll", $"lib{name}.dylib", $"{name}.dylib"];
        var path = names.Select(n => Natives.GetValueOrDefault(n)).FirstOrDefault(p => p is not null);
        return path is not null && NativeLibrary.TryLoad(path, out var handle) ? handle : 0;
    }
}
