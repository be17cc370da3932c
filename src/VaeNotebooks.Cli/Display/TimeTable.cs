using System.Globalization;
using CSharpNotebooks;
using Spectre.Console;

namespace VaeNotebooks.Cli;

/// <summary>Where the time went, in seconds: waiting for a process that is ready, compiling, running.</summary>
internal static class TimeTable
{
    public static Table Of(IReadOnlyList<NotebookReport> reports)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Where the time went", "Start", "Compile", "Run", "Seconds");
        for (var column = 1; column < table.Columns.Count; column++)
        {
            table.Columns[column].RightAligned();
        }

        foreach (var report in reports)
        {
            Add(table, report.Job.Title, report.Run.Times);
        }

        if (reports.Count > 1)
        {
            table.AddEmptyRow();
            Add(table, "all, one after another", reports.Select(report => report.Run.Times).Aggregate((sum, times) => sum + times));
        }

        return table;
    }

    private static void Add(Table table, string name, RunTimes times) =>
        table.AddRow(new Text(name), Seconds(times.Start), Seconds(times.Compile), Seconds(times.Run), Seconds(times.Start + times.Compile + times.Run));

    private static Text Seconds(TimeSpan time) => new(time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
}
