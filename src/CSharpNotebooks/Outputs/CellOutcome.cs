namespace CSharpNotebooks;

/// <summary>How the execution of a cell ended. A closed union: no value is not null, and a failure is never a flag.</summary>
public abstract record CellOutcome
{
    private CellOutcome() { }

    /// <summary>The cell ran to its end. What it showed went to the output sink.</summary>
    public sealed record Succeeded : CellOutcome;

    /// <summary>The cell did not compile; nothing of it was defined.</summary>
    public sealed record CompileFailed(IReadOnlyList<string> Diagnostics) : CellOutcome;

    /// <summary>The cell threw; variables that it had assigned before survive.</summary>
    public sealed record Threw(Exception Exception) : CellOutcome;

    /// <summary>The cell was stopped by its caller or by its time-out.</summary>
    public sealed record Cancelled(bool TimedOut) : CellOutcome;
}
