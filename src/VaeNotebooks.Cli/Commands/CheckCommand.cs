using System.CommandLine;
using CSharpNotebooks;
using Spectre.Console;

namespace VaeNotebooks.Cli;

/// <summary>`vae check`: runs notebooks again and says, cell by cell, what differs from the outputs they are stored with.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var options = new NotebookOptions();
        var command = new Command("check", "Runs notebooks again; compares numbers with expected.json and outputs with the stored ones.");
        options.AddTo(command, withParameters: false);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, options, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, NotebookOptions options, CancellationToken cancellation)
    {
        var jobs = JobPreparation.Prepare(CourseFolder.Find().Resolve(parsed.GetValue(options.Notebooks)!), new Dictionary<string, string>());
        var reports = await Terminal.ShowAsync(jobs, display => CourseRunner.RunAsync(jobs, options.Settings(parsed), display, cancellation));
        foreach (var report in reports)
        {
            WriteMoved(report);
        }

        SummaryTable.Write(Terminal.Console, reports);
        return reports.All(report => report.Passed) ? ExitCode.Success : ExitCode.Failed;
    }

    private static void WriteMoved(NotebookReport report)
    {
        if (report.Job.Document.Cells.All(cell => cell.Kind != CellKind.Code || cell.Outputs.Count == 0))
        {
            Terminal.Console.MarkupLineInterpolated($"{report.Job.Name}: has no stored outputs to compare with (`vae run {report.Job.Name} --save` stores them)");
            return;
        }

        var moved = NotebookComparison.Moved(report.Job.Document, report.Run.Document);
        Terminal.Console.MarkupLineInterpolated($"{report.Job.Name}: {(moved.Count == 0 ? "every stored output is as before" : $"{moved.Count} outputs moved")}");
        foreach (var change in moved)
        {
            Terminal.Console.MarkupLineInterpolated($"  {change.Cell}: {change.What}");
        }
    }
}
