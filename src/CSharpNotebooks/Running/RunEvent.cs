namespace CSharpNotebooks;

/// <summary>What happens while a notebook runs, as it happens. A closed union, for progress displays.</summary>
public abstract record RunEvent
{
    private RunEvent() { }

    /// <summary>A code cell begins.</summary>
    /// <param name="Cell">Which one.</param>
    /// <param name="Total">How many code cells the notebook has.</param>
    public sealed record CellStarted(CellReference Cell, int Total) : RunEvent;

    /// <summary>A cell showed something.</summary>
    public sealed record OutputShown(CellReference Cell, CellOutput Output) : RunEvent;

    /// <summary>A code cell ended.</summary>
    public sealed record CellEnded(CellReference Cell, int Total) : RunEvent;
}
