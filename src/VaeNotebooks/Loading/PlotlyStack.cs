using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace VaeNotebooks;

/// <summary>
/// Plotly.NET and what it needs, from the subfolder <c>plotly</c> beside the library, for hosts that have none that works. .NET Interactive has loaded
/// FSharp.Core 10.0 before any cell runs, and Plotly.NET 6.0.0 needs 10.1: two versions of an assembly can live only in two load contexts.
/// </summary>
internal sealed class PlotlyStack : AssemblyLoadContext
{
    private readonly string _folder;

    private PlotlyStack(string folder)
        : base("Plotly.NET of VaeNotebooks") => _folder = folder;

#pragma warning disable CA2255 // A notebook has no Main: only a module initializer runs before its first chart.
    [ModuleInitializer]
    internal static void Register()
#pragma warning restore CA2255
    {
        Assembly library = typeof(PlotlyStack).Assembly;
        string folder = Path.Combine(Path.GetDirectoryName(library.Location) ?? "", "plotly");
        if (!Directory.Exists(folder))
        {
            return;
        }

        // A handler is asked only when the host has found nothing, or nothing new enough: a host with a good Plotly.NET keeps it. The library asks in its own
        // context; cells that reference the subfolder's files to style a chart further ask in theirs, and all contexts ask the default one.
        var stack = new PlotlyStack(folder);
        Default.Resolving += (_, name) => stack.Find(name);
        if (GetLoadContext(library) is { } own && own != Default)
        {
            own.Resolving += (_, name) => stack.Find(name);
        }
    }

    /// <summary>Once Plotly.NET comes from the subfolder, so does everything it needs, whatever the host holds: a stack of two origins has types twice.</summary>
    protected override Assembly? Load(AssemblyName assemblyName) => Find(assemblyName);

    private Assembly? Find(AssemblyName name)
    {
        string path = Path.Combine(_folder, name.Name + ".dll");
        return File.Exists(path) && AssemblyName.GetAssemblyName(path).Version >= (name.Version ?? new Version()) ? LoadFromAssemblyPath(path) : null;
    }
}
