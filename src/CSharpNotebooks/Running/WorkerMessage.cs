using System.Text.Json.Serialization;

namespace CSharpNotebooks;

/// <summary>What parent and worker say to each other; one JSON object per line.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Run), "run")]
[JsonDerivedType(typeof(Cancel), "cancel")]
[JsonDerivedType(typeof(CellStarted), "cell-started")]
[JsonDerivedType(typeof(Shown), "shown")]
[JsonDerivedType(typeof(CellEnded), "cell-ended")]
[JsonDerivedType(typeof(Finished), "finished")]
internal abstract record WorkerMessage
{
    private WorkerMessage() { }

    /// <summary>To the worker: run these cells, in this folder.</summary>
    public sealed record Run(string Directory, IReadOnlyList<CellToRun> Cells) : WorkerMessage;

    /// <summary>To the worker: stop the running cell and run no further one.</summary>
    public sealed record Cancel : WorkerMessage;

    /// <summary>From the worker.</summary>
    public sealed record CellStarted(int Index) : WorkerMessage;

    /// <summary>From the worker.</summary>
    public sealed record Shown(int Index, CellOutput Output) : WorkerMessage;

    /// <summary>From the worker. <paramref name="Failure"/> is null when the cell ran to its end;
    /// <paramref name="Compiling"/> is how much of its time went into the compiler.</summary>
    public sealed record CellEnded(int Index, CellOutput.Error? Failure, TimeSpan Compiling = default) : WorkerMessage;

    /// <summary>From the worker: nothing more will come.</summary>
    public sealed record Finished : WorkerMessage;
}

/// <summary>One code cell on its way to the worker.</summary>
internal sealed record CellToRun(int Index, int Number, string Source);
