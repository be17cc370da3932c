namespace VaeNotebooks;

/// <summary>When to give up on a mirror.</summary>
/// <param name="Silence">How long it may send nothing.</param>
internal sealed record DownloadPatience(TimeSpan Silence)
{
    /// <summary>A mirror that crawls below this is no use.</summary>
    public long SlowestBytesPerSecond { get; init; } = 20_000;

    /// <summary>How long the file may take beyond what the slowest speed allows.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a file of this length may take.</summary>
    public TimeSpan For(long bytes) => Grace + TimeSpan.FromSeconds((double)bytes / SlowestBytesPerSecond);
}
