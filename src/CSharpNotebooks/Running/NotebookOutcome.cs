namespace CSharpNotebooks;

/// <summary>How the run of a whole notebook ended. A closed union.</summary>
public abstract record NotebookOutcome
{
    private NotebookOutcome() { }

    /// <summary>One sentence for people, without a full stop.</summary>
    public abstract string Describe();

    /// <summary>Every code cell ran to its end.</summary>
    public sealed record Completed : NotebookOutcome
    {
        /// <inheritdoc/>
        public override string Describe() => "completed";
    }

    /// <summary>A cell did not compile or threw; the cells after it were not run.</summary>
    public sealed record CellFailed(CellReference Cell, CellOutput.Error Error) : NotebookOutcome
    {
        /// <inheritdoc/>
        public override string Describe() => $"{Cell} failed: {Error.Message}";
    }

    /// <summary>A cell ran longer than a cell, or its notebook, may.</summary>
    /// <param name="Cell">The cell that was running, or null when the time ran out before the first one.</param>
    /// <param name="Limit">The limit that was passed.</param>
    /// <param name="WholeNotebook">Whether it is the limit of the notebook, not that of one cell.</param>
    public sealed record TimedOut(CellReference? Cell, TimeSpan Limit, bool WholeNotebook) : NotebookOutcome
    {
        /// <inheritdoc/>
        public override string Describe() =>
            $"{Cell?.ToString() ?? "start-up"} was stopped: over the time limit of {Limit.TotalSeconds:0.#} s "
            + (WholeNotebook ? "for the notebook" : "for one cell");
    }

    /// <summary>The process ended before the notebook did: a native abort, <see cref="Environment.Exit"/>, a stack overflow, no memory left.</summary>
    /// <param name="Cell">The cell that was running, or null when none was yet.</param>
    /// <param name="ExitCode">The exit code as .NET reports it: 128 + signal number on Unix.</param>
    /// <param name="OwnOutput">What the process itself wrote, past the notebook's console: its first and last lines.</param>
    public sealed record Crashed(CellReference? Cell, int ExitCode, string OwnOutput) : NotebookOutcome
    {
        /// <inheritdoc/>
        public override string Describe() =>
            $"{Cell?.ToString() ?? "start-up"} ended the process: {ProcessExit.Describe(ExitCode, OwnOutput)}"
            + (OwnOutput.Length == 0 ? "" : $"{Environment.NewLine}{OwnOutput}");
    }

    /// <summary>The caller stopped the run.</summary>
    public sealed record Cancelled(CellReference? Cell) : NotebookOutcome
    {
        /// <inheritdoc/>
        public override string Describe() => $"cancelled{(Cell is null ? "" : $" in {Cell}")}";
    }
}
