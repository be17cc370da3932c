using System.Text.Json.Nodes;
using CSharpNotebooks;
using Spectre.Console;

namespace VaeNotebooks.Cli;

/// <summary>What a run leaves on disk: <c>executed/*.ipynb</c> and the book.</summary>
internal sealed class Artifacts(string folder, bool saveBack)
{
    /// <summary>Writes one executed notebook; into the course too when asked to, unless it failed.</summary>
    public void Write(NotebookReport report)
    {
        report.Run.Document.Normalise();
        report.Run.Document.Save(ExecutedPath(report.Job.Path));
        if (saveBack && report.Passed)
        {
            KeepPicturesAsPng(report.Run.Document);
            report.Run.Document.Save(report.Job.Path);
        }
    }

    /// <summary>Writes the book of all these notebooks that were executed, now or in an earlier run, and says where it is.</summary>
    public void WriteBook(IEnumerable<string> notebooks)
    {
        var executed = notebooks.Select(ExecutedPath).Where(File.Exists).Select(path => new BookNotebook(Path.GetFileName(path), NotebookDocument.Load(path)));
        var index = CourseBook.Write([.. executed.OrderBy(notebook => notebook.FileName, StringComparer.Ordinal)], Path.Combine(folder, "book"));
        Terminal.Console.MarkupLineInterpolated($"Executed notebooks: {Path.Combine(folder, "executed")}");
        Terminal.Console.MarkupLineInterpolated($"The book: [bold]{index}[/]");
    }

    // A page that shows stored notebooks takes HTML before PNG, and may drop the inline pictures of HTML: GitHub is built for safety.
    private static void KeepPicturesAsPng(NotebookDocument document)
    {
        var outputs = document.Cells.Where(cell => cell.Kind == CellKind.Code).SelectMany(cell => cell.Outputs);
        foreach (var data in outputs.Select(output => output?["data"]).OfType<JsonObject>().Where(data => data.ContainsKey("image/png")))
        {
            data.Remove("text/html");
        }
    }

    private string ExecutedPath(string notebook) => Path.Combine(folder, "executed", Path.GetFileName(notebook));
}
