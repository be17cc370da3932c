using System.CommandLine;
using Spectre.Console;

namespace VaeNotebooks.Cli;

/// <summary>`vae data`: which data sets there are, and how they come to this machine.</summary>
internal static class DataCommand
{
    private static readonly Argument<string> Set = new Argument<string>("set") { Description = "The data set.", HelpName = "SET" }
        .AcceptOnlyFromAmong([.. Datasets.List().Where(set => !set.IsGenerated).Select(set => set.Name)]);

    private static readonly Option<string?> From = new("--from")
    {
        Description = "A folder that holds the files, or an http address that their names are appended to. Default: the known mirrors.",
        HelpName = "folder|url",
    };

    public static Command Create()
    {
        var list = new Command("list", "Lists the data sets, and where those on this machine are.");
        list.SetAction(_ => List());
        var fetch = new Command("fetch", "Downloads a data set (or copies it from a folder), every file verified by its SHA-256.") { Set, From };
        fetch.SetAction((parsed, cancellation) => FetchAsync(parsed.GetValue(Set)!, parsed.GetValue(From), cancellation));
        return new Command("data", "Lists and fetches data sets.") { list, fetch };
    }

    private static int List()
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Set", "What it is", "Download", "Licence", "Here");
        foreach (var set in Datasets.List())
        {
            var download = set.IsGenerated ? "none" : $"{set.DownloadBytes / 1e6:0.0} MB";
            var here = set.IsGenerated ? "drawn when needed" : Datasets.Locate(set.Name) ?? $"no: vae data fetch {set.Name}";
            string[] cells = [set.Name, set.Summary, download, set.Licence, here];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
        }

        Terminal.Console.Write(table);
        return ExitCode.Success;
    }

    private static async Task<int> FetchAsync(string set, string? from, CancellationToken cancellation)
    {
        var folder = await Terminal.Console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn())
            .StartAsync(context => Datasets.FetchAsync(set, from, new Bars(context), cancellation));
        Terminal.Console.MarkupLineInterpolated($"{set}: every file verified, in {folder}");
        return ExitCode.Success;
    }

    /// <summary>One bar per file, moved on the thread that reports.</summary>
    private sealed class Bars(ProgressContext context) : IProgress<DownloadProgress>
    {
        private readonly Dictionary<string, ProgressTask> _bars = [];

        public void Report(DownloadProgress step)
        {
            if (!_bars.TryGetValue(step.FileName, out var bar))
            {
                bar = context.AddTask(Markup.Escape(step.FileName), maxValue: step.BytesTotal);
                _bars.Add(step.FileName, bar);
            }

            bar.Value = step.BytesDone;
        }
    }
}
