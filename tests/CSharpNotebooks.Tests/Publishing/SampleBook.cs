using System.Text.Json.Nodes;

namespace CSharpNotebooks.Tests;

/// <summary>A book in a temporary folder, made of cells that a test lists.</summary>
public sealed class SampleBook : IDisposable
{
    public SampleBook(params (string FileName, NotebookCell[] Cells)[] notebooks)
    {
        Parent = Directory.CreateTempSubdirectory("book-").FullName;
        Folder = Path.Combine(Parent, "out", "book");
        Index = Book.Write([.. notebooks.Select(notebook => new BookNotebook(notebook.FileName, Document(notebook.Cells)))], Folder);
    }

    /// <summary>The temporary folder around the book: nothing else may appear in it.</summary>
    public string Parent { get; }

    public string Folder { get; }

    public string Index { get; }

    public string Page(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public static NotebookCell Code(string source, params JsonObject[] outputs)
    {
        var cell = NotebookCell.Code(source);
        cell.ExecutionCount = 1;
        foreach (var output in outputs) cell.Outputs.Add((JsonNode)output);
        return cell;
    }

    public static JsonObject Stream(string text, string name = "stdout") => new()
    {
        ["output_type"] = "stream",
        ["name"] = name,
        ["text"] = new JsonArray(text),
    };

    public static JsonObject Display(params (string MimeType, JsonNode Value)[] forms) => new()
    {
        ["output_type"] = "display_data",
        ["metadata"] = new JsonObject(),
        ["data"] = new JsonObject(forms.Select(form => KeyValuePair.Create(form.MimeType, (JsonNode?)form.Value))),
    };

    public static JsonObject Error(string name, string value, params string[] traceback) => new()
    {
        ["output_type"] = "error",
        ["ename"] = name,
        ["evalue"] = value,
        ["traceback"] = new JsonArray([.. traceback.Select(line => (JsonNode)line)]),
    };

    public void Dispose() => Directory.Delete(Parent, recursive: true);

    private static NotebookDocument Document(NotebookCell[] cells)
    {
        var document = NotebookDocument.Create("sample.ipynb");
        foreach (var cell in cells) document.Insert(document.Cells.Count, cell);
        return document;
    }
}
