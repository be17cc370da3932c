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
        var command = new Command(
            "check", "Runs notebooks again: a number that is off its entry in expected.json fails, any other output that moved is listed.");
        options.AddTo(command, withParameters: false);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, options, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, NotebookOptions options, CancellationToken cancellation)
    {
        var paths = CourseFolder.Find().Resolve(parsed.GetValue(options.Notebooks)!);
        await using var runner = new CourseRunner(options.Settings(parsed), paths.Count);
        var jobs = JobPreparation.Prepare(paths, new Dictionary<string, string>());
        var reports = await Terminal.ShowAsync(jobs, display => runner.RunAsync(jobs, display, cancellation));
        foreach (var report in reports)
        {
            WriteMoved(report);
        }

        SummaryTable.Write(Terminal.Console, reports);
        return reports.All(report => report.Passed) ? ExitCode.Success : ExitCode.Failed;
    }

    private static void WriteMoved(NotebookReport report)
    {
        var name = report.Job.Name;
        if (report.Job.Document.Cells.All(cell => cell.Kind != CellKind.Code || cell.Outputs.Count == 0))
        {
            Terminal.Console.MarkupLineInterpolated($"{name}: has no stored outputs to compare with (`vae run {name} --save` stores them)");
            return;
        }

        var moved = NotebookComparison.Moved(report.Job.Document, report.Run.Document);
        var count = moved.Count switch { 0 => "every stored output is as before", 1 => "1 output moved", _ => $"{moved.Count} outputs moved" };
        Terminal.Console.MarkupLineInterpolated($"{name}: {count}");
        foreach (var change in moved)
        {
            Terminal.Console.MarkupLineInterpolated($"  {change.Cell}: {change.What}");
        }
    }
}
