namespace CSharpNotebooks;

/// <summary>How notebooks are run.</summary>
/// <param name="Worker">The command that starts a worker process.</param>
public sealed record NotebookRunnerOptions(WorkerCommand Worker)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue - 1);

    /// <summary>The longest that one cell may run; by default it is bounded by its notebook only.</summary>
    public TimeSpan CellTimeout { get; init => field = Checked(value, nameof(CellTimeout)); } = Longest;

    /// <summary>The longest that a notebook may run.</summary>
    public TimeSpan NotebookTimeout { get; init => field = Checked(value, nameof(NotebookTimeout)); } = TimeSpan.FromMinutes(10);

    /// <summary>How long a cell that was asked to stop may take to do so before its process is killed: Ctrl+C is to end a run within two seconds.</summary>
    public TimeSpan Grace { get; init => field = Checked(value, nameof(Grace)); } = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// Environment variables of the worker, on top of this process's own. One native thread per process is the default: processes share the cores,
    /// and more threads than cores cost a multiple of the time. Where this process was given a number of threads, the workers get that.
    /// </summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } =
        new[] { "OMP_NUM_THREADS", "MKL_NUM_THREADS" }.ToDictionary(name => name, name => System.Environment.GetEnvironmentVariable(name) ?? "1");

    private static TimeSpan Checked(TimeSpan value, string name) =>
        value > TimeSpan.Zero && value <= Longest
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be more than zero and at most {Longest.TotalDays:0} days.");
}
