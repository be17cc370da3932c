namespace VaeNotebooks;

/// <summary>A download as a few lines of text: one when a file starts, one for each quarter of a large one.</summary>
internal sealed class ConsoleProgress(TextWriter output) : IProgress<DownloadProgress>
{
    private const long Large = 1_000_000;

    private (string File, string Source) _current;
    private long _quarters;

    public void Report(DownloadProgress value)
    {
        if (_current != (value.FileName, value.Source))
        {
            _current = (value.FileName, value.Source);
            _quarters = 0;
            output.WriteLine(FormattableString.Invariant($"Downloading {value.FileName} ({value.BytesTotal / 1e6:0.0#} MB) from {value.Source}"));
        }

        var quarters = 4 * value.BytesDone / value.BytesTotal;
        if (value.BytesTotal >= Large && quarters > _quarters)
        {
            _quarters = quarters;
            output.WriteLine($"  {25 * quarters}%");
        }
    }
}
