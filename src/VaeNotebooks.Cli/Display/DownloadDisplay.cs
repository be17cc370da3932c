using Spectre.Console;

namespace VaeNotebooks.Cli;

/// <summary>Shows downloads: one bar per file on a terminal, one line per file elsewhere. Several files may come at a time.</summary>
internal sealed class DownloadDisplay(Action<DownloadProgress> show) : IProgress<DownloadProgress>
{
    private readonly Lock _showing = new();

    public void Report(DownloadProgress value)
    {
        lock (_showing)
        {
            show(value);
        }
    }

    public static Task<T> BarsAsync<T>(IAnsiConsole console, Func<IProgress<DownloadProgress>, Task<T>> work) =>
        console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn())
            .StartAsync(context =>
            {
                var bars = new Dictionary<string, ProgressTask>();
                return work(new DownloadDisplay(value =>
                {
                    var bar = bars.TryGetValue(value.FileName, out var known) ? known : bars[value.FileName] = context.AddTask(Markup.Escape(value.FileName));
                    bar.MaxValue = Math.Max(1, value.BytesTotal);
                    bar.Value = value.BytesDone;
                }));
            });

    public static DownloadDisplay Lines(IAnsiConsole console)
    {
        var seen = new HashSet<string>();
        return new(value =>
        {
            if (seen.Add(value.FileName))
            {
                console.WriteLine($"{value.FileName} from {value.Source}");
            }
        });
    }
}
