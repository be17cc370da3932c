using System.Runtime.Loader;

namespace CSharpNotebooks;

/// <summary>Carries out <c>#r</c>: what the host holds already is not fetched again; everything else is loaded into the default context, where each
/// type exists once.</summary>
internal sealed class ReferenceResolver(string workingDirectory, SubmissionCompiler compiler)
{
    private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _scripts = [];
    private readonly PackageRestorer _restorer = new(workingDirectory);

    public void AddSource(string text)
    {
        var source = text.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase) ? text[6..].Trim() : "";
        _restorer.AddSource(source.Length > 0 ? source : throw new DirectiveException($"#i \"{text}\" is not understood. Write #i \"nuget: URL or folder\"."));
    }

    /// <summary>Makes an assembly or a package usable.</summary>
    /// <returns>Paths of the scripts that the package brings for notebooks, to be run now.</returns>
    public async Task<IReadOnlyList<string>> AddAsync(string text, CancellationToken cancellation)
    {
        if (!text.StartsWith("nuget", StringComparison.OrdinalIgnoreCase) || !text.Contains(':'))
        {
            AddAssembly(text);
            return [];
        }

        return PackageReference.Parse(text) is { } package
            ? await AddPackageAsync(package, cancellation).ConfigureAwait(false)
            : throw new DirectiveException($"#r \"{text}\" is not understood. Write #r \"nuget: Name, version\" or #r \"nuget: Name\".");
    }

    private async Task<IReadOnlyList<string>> AddPackageAsync(PackageReference package, CancellationToken cancellation)
    {
        if (!HostPackages.Versions.TryGetValue(package.Name, out var held))
        {
            return AddRestored(await _restorer.RestoreAsync(package, cancellation).ConfigureAwait(false));
        }

        if (!package.Accepts(held))
        {
            throw new DirectiveException(
                $"the notebook asks for {package.Name} {package.Version}, but this host already holds {package.Name} {held}. "
                + $"Ask for {held}, or leave the version out.");
        }

        compiler.AddHeld(package.Name);
        return [];
    }

    private List<string> AddRestored(RestoredPackages restored)
    {
        AssemblyFolders.AddNatives(restored.Natives);
        AssemblyFolders.AddAssemblies(restored.Runtime.Where(path => !IsHeld(path)));
        foreach (var path in restored.Compile.Where(path => !IsHeld(path) && _paths.TryAdd(Path.GetFileNameWithoutExtension(path), path)))
        {
            compiler.AddReference(path);
        }

        return [.. restored.Scripts.Where(_scripts.Add)];
    }

    private void AddAssembly(string text)
    {
        var path = Path.GetFullPath(text, workingDirectory);
        if (IsHeld(path) || HostAssemblies.Paths.ContainsKey(text))
        {
            compiler.AddHeld(IsHeld(path) ? Path.GetFileNameWithoutExtension(path) : text);
            return;
        }

        if (IsInUse(path))
        {
            return;
        }

        if (!File.Exists(path))
        {
            throw new DirectiveException(
                $"there is no assembly {path}, and the host holds none of that name. Build it first, or mend the path in #r \"{text}\".");
        }

        AssemblyFolders.AddAssemblies(Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*.dll").Where(other => !IsHeld(other)));
        Load(path);
        compiler.AddReference(path);
        _paths.Add(Path.GetFileNameWithoutExtension(path), path);
    }

    /// <exception cref="DirectiveException">The session uses another file of this name: a process holds one of them only.</exception>
    private bool IsInUse(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return _paths.TryGetValue(name, out var used)
            && (used == path ? true : throw new DirectiveException($"this session already uses {name} from {used}; {path} can be had after a restart."));
    }

    private static void Load(string path)
    {
        try
        {
            AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException)
        {
            throw new DirectiveException($"{path} cannot be loaded: {e.Message}");
        }
    }

    private static bool IsHeld(string path) => HostAssemblies.Paths.ContainsKey(Path.GetFileNameWithoutExtension(path));
}
