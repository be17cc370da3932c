namespace CSharpNotebooks.Tests;

/// <summary>A folder that lives as long as its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("notebooks-").FullName;

    public string File(string name, string content)
    {
        var path = Path.Combine(Root, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    public void Dispose()
    {
        Environment.CurrentDirectory = AppContext.BaseDirectory; // A session may have gone into the folder.
        Directory.Delete(Root, recursive: true);
    }
}
