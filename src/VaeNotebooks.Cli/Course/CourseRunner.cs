using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>Runs several notebooks side by side, each in its own process. The first processes start at once, while the notebooks are still being read.</summary>
internal sealed class CourseRunner : IAsyncDisposable
{
    private readonly int _jobs;
    private readonly NotebookRunner _runner;

    public CourseRunner(RunSettings settings, int notebooks)
    {
        _jobs = settings.Jobs;
        _runner = new(Options(settings));
        _runner.Expect(notebooks, _jobs);
    }

    /// <summary>The reports in the order of the jobs.</summary>
    /// <exception cref="OperationCanceledException">Stopped by the user; no child is left.</exception>
    public async Task<IReadOnlyList<NotebookReport>> RunAsync(IReadOnlyList<NotebookJob> jobs, IRunDisplay display, CancellationToken cancellation)
    {
        var reports = new NotebookReport[jobs.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _jobs, CancellationToken = cancellation };
        await Parallel.ForEachAsync(InOrderOfStart(jobs.Index()), parallel, async (item, _) =>
        {
            var (index, job) = item;
            display.Started(job);
            var run = await _runner.RunAsync(job.Document, job.Folder, e => display.Show(job, e), cancellation);
            reports[index] = new(job, run);
            display.Finished(reports[index]);
        });
        cancellation.ThrowIfCancellationRequested();
        return reports;
    }

    public ValueTask DisposeAsync() => _runner.DisposeAsync();

    /// <summary>A course grows: its last notebooks train longest. Side by side they start first, so that none runs alone at the end.</summary>
    private IEnumerable<T> InOrderOfStart<T>(IEnumerable<T> jobs) => _jobs > 1 ? jobs.Reverse() : jobs;

    private static NotebookRunnerOptions Options(RunSettings settings)
    {
        var options = new NotebookRunnerOptions(WorkerCommand.ThisProgram(WorkerCommandLine.Verb)) { NotebookTimeout = settings.Timeout };
        return settings.CellTimeout is { } limit ? options with { CellTimeout = limit } : options;
    }
}
