using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>Writes each notebook as soon as it has run, then shows it. One that the user stopped leaves the result of an earlier run in place.</summary>
internal sealed class SavingDisplay(IRunDisplay inner, Artifacts artifacts) : IRunDisplay
{
    public void Started(NotebookJob job) => inner.Started(job);

    public void Show(NotebookJob job, RunEvent happened) => inner.Show(job, happened);

    public void Finished(NotebookReport report)
    {
        if (report.Run.Outcome is not NotebookOutcome.Cancelled)
        {
            artifacts.Write(report);
        }

        inner.Finished(report);
    }
}
