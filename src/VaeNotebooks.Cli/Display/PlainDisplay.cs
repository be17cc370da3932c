using System.Globalization;
using CSharpNotebooks;
using Spectre.Console;

namespace VaeNotebooks.Cli;

/// <summary>For logs and pipes: one line when a notebook starts, one when it ends.</summary>
internal sealed class PlainDisplay(IAnsiConsole console) : IRunDisplay
{
    private readonly Lock _writing = new();

    public void Started(NotebookJob job) => Write($"{job.Title}: started");

    public void Show(NotebookJob job, RunEvent happened)
    {
        // A line per cell would bury what matters in a log.
    }

    public void Finished(NotebookReport report) => Write(string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Job.Title}: {(report.Passed ? "passed" : "FAILED")}, {report.Run.CellsRun} of {report.Run.CellsTotal} cells, {report.Run.Elapsed.TotalSeconds:0.0} s"));

    private void Write(string line)
    {
        lock (_writing)
        {
            console.WriteLine(line);
        }
    }
}
