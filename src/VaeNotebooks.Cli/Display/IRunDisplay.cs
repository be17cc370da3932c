using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>Shows how far the notebooks are. Called from several notebooks at a time.</summary>
internal interface IRunDisplay
{
    void Started(NotebookJob job);

    void Show(NotebookJob job, RunEvent happened);

    void Finished(NotebookReport report);
}
