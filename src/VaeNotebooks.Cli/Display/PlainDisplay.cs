using System.Diagnostics;
using System.Globalization;
using CSharpNotebooks;
using Spectre.Console;

namespace VaeNotebooks.Cli;

/// <summary>
/// For logs and pipes: one line when a notebook starts, one when it ends, and now and then one that says which cell runs, so that a log
/// tells a long training from a run that hangs.
/// </summary>
internal sealed class PlainDisplay(IAnsiConsole console) : IRunDisplay
{
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private readonly Dictionary<NotebookJob, (string Place, long Started)> _running = [];

    /// <summary>Shows lines while the work runs.</summary>
    public static async Task<T> WhileAsync<T>(IAnsiConsole console, Func<IRunDisplay, Task<T>> work)
    {
        var display = new PlainDisplay(console);
        await using var timer = new Timer(_ => display.ShowRunning(), null, SignOfLife, SignOfLife);
        return await work(display);
    }

    public void Started(NotebookJob job)
    {
        lock (_gate)
        {
            _running[job] = ("starting", Stopwatch.GetTimestamp());
            console.WriteLine($"{job.Title}: started");
        }
    }

    public void Show(NotebookJob job, RunEvent happened)
    {
        if (happened is RunEvent.CellStarted cell)
        {
            lock (_gate)
            {
                _running[job] = ($"cell {cell.Cell.Number} of {cell.Total}", _running[job].Started);
            }
        }
    }

    /// <summary>A line for each notebook that runs now.</summary>
    public void ShowRunning()
    {
        lock (_gate)
        {
            foreach (var (job, (place, started)) in _running)
            {
                console.WriteLine($"{job.Title}: {place}, {Seconds(Stopwatch.GetElapsedTime(started), "0")} s so far");
            }
        }
    }

    public void Finished(NotebookReport report)
    {
        var (result, run) = (report.Passed ? "passed" : "FAILED", report.Run);
        lock (_gate)
        {
            _running.Remove(report.Job);
            console.WriteLine($"{report.Job.Title}: {result}, {run.CellsRun} of {run.CellsTotal} cells, {Seconds(run.Elapsed, "0.0")} s");
        }
    }

    private static string Seconds(TimeSpan time, string format) => time.TotalSeconds.ToString(format, CultureInfo.InvariantCulture);
}
