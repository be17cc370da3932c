using Xunit;

namespace VaeNotebooks.Tests;

public sealed class ConsoleProgressTests
{
    [Fact]
    public void A_large_file_is_announced_once_and_told_by_quarters() => Assert.Equal(
        ["Downloading a.gz (2.0 MB) from http://one/", "  25%", "  75%", "  100%"],
        Lines(Step("a.gz", 1), Step("a.gz", 500_000), Step("a.gz", 999_999), Step("a.gz", 1_600_000), Step("a.gz", 2_000_000)));

    [Fact]
    public void A_small_file_takes_one_line_and_another_mirror_is_announced() => Assert.Equal(
        ["Downloading b.gz (0.03 MB) from http://one/", "Downloading b.gz (0.03 MB) from http://two/"],
        Lines(new("b.gz", "http://one/", 10_000, 28_881), new("b.gz", "http://two/", 20_000, 28_881), new("b.gz", "http://two/", 28_881, 28_881)));

    private static DownloadProgress Step(string file, long done) => new(file, "http://one/", done, 2_000_000);

    private static string[] Lines(params DownloadProgress[] steps)
    {
        using var output = new StringWriter();
        var progress = new ConsoleProgress(output);
        Array.ForEach(steps, progress.Report);
        return output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
