using System.Globalization;
using CSharpNotebooks;
using Spectre.Console;

namespace VaeNotebooks.Cli;

/// <summary>What a run of notebooks came to: a line each, and below it whatever failed, in full.</summary>
internal static class SummaryTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<NotebookReport> reports)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumns("Notebook", "Result", "Cells", "Seconds", "Checks", "Exercises", "Numbers (expected)");
        foreach (var column in new[] { 2, 3, 4, 5 })
        {
            table.Columns[column].RightAligned();
        }

        foreach (var report in reports)
        {
            table.AddRow([.. Row(report).Select(text => new Markup(text))]);
        }

        console.Write(table);
        console.Write(TimeTable.Of(reports));
        foreach (var report in reports.Where(report => !report.Passed))
        {
            WriteFailure(console, report);
        }
    }

    private static string[] Row(NotebookReport report) =>
    [
        Markup.Escape(report.Job.Title),
        report.Passed ? "[green]passed[/]" : $"[red]{Result(report)}[/]",
        $"{report.Run.CellsRun}/{report.Run.CellsTotal}",
        report.Run.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture),
        Share(report, VerdictKind.Check, VerdictStatus.Passed),
        Share(report, VerdictKind.Exercise, VerdictStatus.Solved),
        string.Join('\n', report.Verdicts.Where(verdict => verdict.Kind == VerdictKind.Number).Select(Number)),
    ];

    private static string Result(NotebookReport report) => report.Run.Outcome switch
    {
        NotebookOutcome.Completed => "check failed",
        NotebookOutcome.CellFailed => "cell failed",
        NotebookOutcome.TimedOut => "timed out",
        NotebookOutcome.Crashed => "crashed",
        _ => "stopped",
    };

    private static string Share(NotebookReport report, VerdictKind kind, VerdictStatus good)
    {
        var all = report.Verdicts.Where(verdict => verdict.Kind == kind).ToList();
        return all.Count == 0 ? "-" : $"{all.Count(verdict => verdict.Status == good)}/{all.Count}";
    }

    private static string Number(Verdict verdict)
    {
        var colour = verdict.Status switch { VerdictStatus.Passed => "green", VerdictStatus.Failed => "red", _ => "grey" };
        var expected = verdict.Expected is null ? "not compared" : $"{Text(verdict.Expected)} ± {Text(verdict.Tolerance)}";
        var unit = verdict.Unit is null ? "" : " " + verdict.Unit;
        return $"{Markup.Escape(verdict.Id ?? "")} [{colour}]{Text(verdict.Actual)}[/] ({expected}){Markup.Escape(unit)}";
    }

    private static string Text(double? value) => value?.ToString("G5", CultureInfo.InvariantCulture) ?? "not finite";

    private static void WriteFailure(IAnsiConsole console, NotebookReport report)
    {
        if (report.Run.Outcome is not NotebookOutcome.Completed)
        {
            console.MarkupLineInterpolated($"[red]{report.Job.Title}[/]: {report.Run.Outcome.Describe()}");
        }

        foreach (var verdict in report.Failures)
        {
            console.MarkupLineInterpolated($"[red]{report.Job.Title}[/]: {verdict.ToString()}");
        }
    }
}
