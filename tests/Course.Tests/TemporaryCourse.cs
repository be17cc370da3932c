using CSharpNotebooks;

namespace Course.Tests;

/// <summary>A course of small notebooks made for one test, deleted with it.</summary>
internal sealed class TemporaryCourse : IDisposable
{
    public TemporaryCourse()
    {
        Root = Directory.CreateTempSubdirectory("vae-course-").FullName;
        Directory.CreateDirectory(Path.Combine(Root, "notebooks", "solutions"));
        File.WriteAllText(Path.Combine(Root, "VaeNotebooks.sln"), "");
    }

    public string Root { get; }

    public string Notebooks => Path.Combine(Root, "notebooks");

    /// <summary>Adds a notebook of code cells.</summary>
    public string Add(string name, params string[] sources) => Add(name, [.. sources.Select(source => NotebookCell.Code(source))]);

    /// <summary>Adds a notebook.</summary>
    public string Add(string name, params NotebookCell[] cells)
    {
        var notebook = NotebookDocument.Create(name);
        foreach (var cell in cells)
        {
            notebook.Insert(notebook.Cells.Count, cell);
        }

        var path = Path.Combine(Notebooks, name + ".ipynb");
        notebook.Normalise();
        notebook.Save(path);
        return path;
    }

    /// <summary>Adds a file that claims to be a notebook.</summary>
    public string AddRaw(string name, byte[] content)
    {
        var path = Path.Combine(Notebooks, name + ".ipynb");
        File.WriteAllBytes(path, content);
        return path;
    }

    public Task<ProcessResult> VaeAsync(params string[] arguments) => VaeProcess.RunAsync(Root, arguments);

    /// <summary>The notebook as the run left it.</summary>
    public NotebookDocument Executed(string name) => NotebookDocument.Load(Path.Combine(Root, "artifacts", "executed", name + ".ipynb"));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
