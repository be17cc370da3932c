using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>Runs several notebooks side by side, each in its own process.</summary>
internal static class CourseRunner
{
    /// <summary>The reports in the order of the jobs.</summary>
    /// <exception cref="OperationCanceledException">Stopped by the user; no child is left.</exception>
    public static async Task<IReadOnlyList<NotebookReport>> RunAsync(
        IReadOnlyList<NotebookJob> jobs, RunSettings settings, IRunDisplay display, CancellationToken cancellation)
    {
        var runner = new NotebookRunner(Options(settings));
        var reports = new NotebookReport[jobs.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = settings.Jobs, CancellationToken = cancellation };
        await Parallel.ForEachAsync(jobs.Index(), parallel, async (item, _) =>
        {
            var (index, job) = item;
            display.Started(job);
            var run = await runner.RunAsync(job.Document, job.Folder, e => display.Show(job, e), cancellation);
            reports[index] = new(job, run);
            display.Finished(reports[index]);
        });
        cancellation.ThrowIfCancellationRequested();
        return reports;
    }

    private static NotebookRunnerOptions Options(RunSettings settings)
    {
        var options = new NotebookRunnerOptions(WorkerCommand.ThisProgram(WorkerCommandLine.Verb)) { NotebookTimeout = settings.Timeout };
        return settings.CellTimeout is { } limit ? options with { CellTimeout = limit } : options;
    }
}
