namespace CSharpNotebooks;

/// <summary>What a run leaves behind.</summary>
/// <param name="Document">The executed notebook. Everything shown before the end is in it, however the run ended.</param>
/// <param name="Outcome">How the run ended.</param>
/// <param name="CellsRun">Code cells that ran to their end.</param>
/// <param name="CellsTotal">Code cells of the notebook.</param>
/// <param name="Elapsed">Wall-clock time, start of the process included.</param>
public sealed record NotebookRun(NotebookDocument Document, NotebookOutcome Outcome, int CellsRun, int CellsTotal, TimeSpan Elapsed)
{
    /// <summary>Where that time went.</summary>
    public RunTimes Times { get; init; }
}
