namespace CSharpNotebooks.Jupyter;

/// <summary>Where Jupyter keeps its data, by the rules of its own <c>jupyter_core</c>: kernel specifications lie in <c>kernels/NAME</c> under each folder.</summary>
public sealed class JupyterFolders
{
    private readonly JupyterEnvironment _environment;

    internal JupyterFolders(JupyterEnvironment environment) => _environment = environment;

    /// <summary>The folders of this user on this machine.</summary>
    public static JupyterFolders Current { get; } = new(JupyterEnvironment.Current);

    /// <summary>The user's own folder.</summary>
    public string User => _environment.Folder("JUPYTER_DATA_DIR").FirstOrDefault() ?? UserDefault();

    /// <summary>Where running kernels leave their connection files.</summary>
    public string Runtime => _environment.Folder("JUPYTER_RUNTIME_DIR").FirstOrDefault() ?? Path.Combine(User, "runtime");

    /// <summary>Every folder that Jupyter may look into, each once. Which Python runs it is not known here, so an active environment counts.</summary>
    public IReadOnlyList<string> SearchPath =>
    [
        .. FromVariable().Append(User)
            .Concat(_environment.Folder("VIRTUAL_ENV", "share", "jupyter"))
            .Concat(_environment.Folder("CONDA_PREFIX", "share", "jupyter"))
            .Concat(OfSystem())
            .Concat([IPython()])
            .Select(Path.TrimEndingDirectorySeparator)
            .Distinct(),
    ];

    /// <summary>The folder of an installation prefix, such as that of a Python environment.</summary>
    public static string UnderPrefix(string prefix) => Path.Combine(Path.GetFullPath(prefix), "share", "jupyter");

    private string UserDefault() => _environment.Platform switch
    {
        JupyterPlatform.MacOS => Path.Combine(_environment.Home, "Library", "Jupyter"),
        JupyterPlatform.Windows => _environment.Folder("APPDATA", "jupyter").FirstOrDefault() ?? Path.Combine(_environment.Home, ".jupyter", "data"),
        _ => Path.Combine(_environment.Folder("XDG_DATA_HOME").FirstOrDefault() ?? Path.Combine(_environment.Home, ".local", "share"), "jupyter"),
    };

    private string[] FromVariable() =>
        (_environment.Variable("JUPYTER_PATH") ?? "").Split(Separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private char Separator => _environment.Platform == JupyterPlatform.Windows ? ';' : ':';

    private IEnumerable<string> OfSystem() =>
        _environment.Platform == JupyterPlatform.Windows ? _environment.Folder("PROGRAMDATA", "jupyter") : ["/usr/local/share/jupyter", "/usr/share/jupyter"];

    /// <summary>Jupyter still honours kernels that IPython installed before Jupyter was split from it.</summary>
    private string IPython() => _environment.Folder("IPYTHONDIR").FirstOrDefault() ?? Path.Combine(_environment.Home, ".ipython");
}
