using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>A notebook that was run.</summary>
internal sealed record NotebookReport(NotebookJob Job, NotebookRun Run)
{
    public IReadOnlyList<Verdict> Verdicts { get; } = VerdictReader.Read(Run.Document);

    public IEnumerable<Verdict> Failures => Verdicts.Where(verdict => verdict.Status == VerdictStatus.Failed);

    /// <summary>Ran to its end with no red check and no red number. Exercises never count: the reader's copy may be half done.</summary>
    public bool Passed => Run.Outcome is NotebookOutcome.Completed && !Failures.Any();
}
