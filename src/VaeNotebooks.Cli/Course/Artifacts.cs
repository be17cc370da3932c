using System.Text.Json.Nodes;
using CSharpNotebooks;
using Spectre.Console;

namespace VaeNotebooks.Cli;

/// <summary>What a run leaves on disk: <c>executed/*.ipynb</c> and the book.</summary>
internal sealed class Artifacts(string folder, bool saveBack)
{
    /// <summary>Tries to write. It is said before anything runs, not when the first notebook is done.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public void RequireWritable()
    {
        var trial = Path.Combine(folder, "executed", $".{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(trial)!);
            using var stream = new FileStream(trial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            stream.Write(new byte[4096]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"Nothing was run, because '{folder}' cannot be written to: {e.Message.TrimEnd('.')}. "
                + "Remedy: free some room or allow writing there, or choose another folder with --out.", e);
        }
    }

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
    public async Task WriteBookAsync(IEnumerable<string> notebooks, CancellationToken cancellation)
    {
        // Of two runs that end together the later one must see what the earlier one has executed.
        using var held = await FolderLock.AcquireAsync(folder, cancellation);
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
