using CSharpNotebooks;
using Spectre.Console;

namespace VaeNotebooks.Cli;

/// <summary>For terminals: one bar per notebook, with the number of the running cell.</summary>
internal sealed class LiveDisplay : IRunDisplay
{
    private readonly Dictionary<NotebookJob, ProgressTask> _bars;

    private LiveDisplay(ProgressContext context, IEnumerable<NotebookJob> jobs) =>
        _bars = jobs.ToDictionary(job => job, job => context.AddTask(Label(job, "waiting"), autoStart: false));

    /// <summary>Shows the bars while the work runs.</summary>
    public static Task<T> WhileAsync<T>(IAnsiConsole console, IReadOnlyList<NotebookJob> jobs, Func<IRunDisplay, Task<T>> work) =>
        console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => work(new LiveDisplay(context, jobs)));

    public void Started(NotebookJob job)
    {
        _bars[job].Description = Label(job, "starting");
        _bars[job].StartTask();
    }

    public void Show(NotebookJob job, RunEvent happened)
    {
        var bar = _bars[job];
        switch (happened)
        {
            case RunEvent.CellStarted started:
                bar.MaxValue = started.Total;
                bar.Description = Label(job, $"cell {started.Cell.Number} of {started.Total}");
                break;
            case RunEvent.CellEnded ended:
                bar.Value = ended.Cell.Number;
                break;
        }
    }

    public void Finished(NotebookReport report)
    {
        var bar = _bars[report.Job];
        var wasStopped = report.Run.Outcome is NotebookOutcome.Cancelled;
        bar.Description = Label(report.Job, report.Passed ? "[green]passed[/]" : wasStopped ? "stopped" : "[red]failed[/]");
        bar.StopTask();
    }

    private static string Label(NotebookJob job, string state) => $"{Markup.Escape(job.Title)} {state}";
}
