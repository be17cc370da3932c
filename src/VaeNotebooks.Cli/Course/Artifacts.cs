using Spectre.Console;

namespace VaeNotebooks.Cli;

/// <summary>What a run leaves on disk: <c>executed/*.ipynb</c> and the book.</summary>
internal sealed class Artifacts(string folder, bool saveBack)
{
    /// <summary>Writes one executed notebook; into the course too when asked to, unless it failed.</summary>
    public void Write(NotebookReport report)
    {
        report.Run.Document.Normalise();
        report.Run.Document.Save(Path.Combine(folder, "executed", report.Job.Name + ".ipynb"));
        if (saveBack && report.Passed)
        {
            report.Run.Document.Save(report.Job.Path);
        }
    }

    /// <summary>Writes the book and says where it is.</summary>
    public void WriteBook(IReadOnlyList<NotebookReport> reports)
    {
        Terminal.Console.MarkupLineInterpolated($"Executed notebooks: {Path.Combine(folder, "executed")}");
    }
}

/// <summary>Writes each notebook as soon as it has run, then shows it.</summary>
internal sealed class SavingDisplay(IRunDisplay inner, Artifacts artifacts) : IRunDisplay
{
    public void Started(NotebookJob job) => inner.Started(job);

    public void Show(NotebookJob job, CSharpNotebooks.RunEvent happened) => inner.Show(job, happened);

    public void Finished(NotebookReport report)
    {
        artifacts.Write(report);
        inner.Finished(report);
    }
}
