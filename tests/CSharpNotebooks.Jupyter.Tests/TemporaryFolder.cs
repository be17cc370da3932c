namespace CSharpNotebooks.Jupyter.Tests;

/// <summary>A folder that lives as long as its test. Its path is one that breaks what forgets to quote.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("jupyter-");

    public TemporaryFolder() => Path = _root.CreateSubdirectory("with spaces Ünïcödé").FullName;

    public string Path { get; }

    public string Below(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    public string Write(string content, params string[] names)
    {
        var path = Below(names);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => _root.Delete(recursive: true);
}
