using System.Diagnostics;
using Xunit;

namespace Course.Tests;

/// <summary>While a notebook runs, the process of the next one waits: it must be gone whenever the command is.</summary>
public sealed class WaitingWorkerTests : IDisposable
{
    private const string Mark = "VAE_TEST_MARK";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly TemporaryCourse _course = new();
    private readonly (string Name, string Value) _mark = (Mark, Guid.NewGuid().ToString("N"));

    public WaitingWorkerTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Finds the processes of a command in /proc, which only Linux has.");

    public void Dispose() => _course.Dispose();

    [Theory]
    [InlineData("KILL")]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_that_ends_the_command_ends_those_that_wait(string signal)
    {
        _course.Add("01-endless", "while (true) { }");
        _course.Add("02-next", "1");
        using var vae = VaeProcess.Start(_course.Root, ["run", "--jobs", "1"], _mark);
        await UntilAsync(() => Marked().Count == 3, "the command, the notebook that runs and the process that waits");

        using var kill = Process.Start("kill", [$"-{signal}", $"{vae.Id}"]);

        await UntilAsync(() => Marked().Count == 0, "no process of the command any more");
    }

    [Fact]
    public async Task A_failure_before_the_first_notebook_leaves_none()
    {
        _course.Add("01-fine", "1");
        _course.Add("02-fine", "1");

        var result = await VaeProcess.RunAsync(_course.Root, ["run", "--set", "unknown=1"], _mark);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(Marked());
    }

    [Fact]
    public async Task One_that_was_killed_while_it_waited_is_replaced()
    {
        _course.Add("01-waits", "while (!System.IO.File.Exists(\"go\")) { System.Threading.Thread.Sleep(20); }");
        _course.Add("02-next", "6 * 7");
        using var vae = VaeProcess.Start(_course.Root, ["run", "--jobs", "1"], _mark);
        var output = vae.StandardOutput.ReadToEndAsync();
        await UntilAsync(() => Marked().Count == 3, "the command, the notebook that runs and the process that waits");

        KillAndWait(Marked().Max()); // the one that was started last
        await File.WriteAllTextAsync(Path.Combine(_course.Notebooks, "go"), "");
        await vae.WaitForExitAsync().WaitAsync(Patience);

        Assert.Contains("02-next: passed", await output);
        Assert.Equal(0, vae.ExitCode);
    }

    private static void KillAndWait(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>The living processes that have inherited this test's mark.</summary>
    private List<int> Marked() =>
        [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Select(name => int.TryParse(name, out var id) ? id : 0).Where(id => id > 0 && HasMark(id))];

    private bool HasMark(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/environ").Contains($"{Mark}={_mark.Value}", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task UntilAsync(Func<bool> isSo, string what)
    {
        for (var waited = Stopwatch.StartNew(); !isSo(); await Task.Delay(50))
        {
            Assert.True(waited.Elapsed < Patience, $"Waited in vain for {what}.");
        }
    }
}
