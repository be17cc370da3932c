using System.Diagnostics;
using Xunit;

namespace Course.Tests;

public sealed class StoppingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly TemporaryCourse _course = new();

    public void Dispose() => _course.Dispose();

    [Fact]
    public async Task Ctrl_C_ends_the_command_with_130_and_leaves_no_child()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A console signal cannot be sent to one process on Windows.");
        using var vae = StartEndless();
        var child = await ChildAsync();

        using var kill = Process.Start("kill", ["-INT", vae.Id.ToString()]);
        await EndsAsync(vae);

        Assert.Equal(130, vae.ExitCode);
        Assert.False(File.Exists(Path.Combine(_course.Root, "artifacts", "executed", "01-endless.ipynb")), "Half a run must not replace an earlier one.");
        Assert.True(await HasGoneAsync(child));
    }

    [Fact]
    public async Task A_worker_does_not_outlive_a_command_that_was_killed()
    {
        using var vae = StartEndless();
        var child = await ChildAsync();

        vae.Kill(entireProcessTree: false);
        await EndsAsync(vae);

        Assert.True(await HasGoneAsync(child));
    }

    private Process StartEndless()
    {
        _course.Add("01-endless", "System.IO.File.WriteAllText(\"pid.tmp\", Environment.ProcessId.ToString());\nSystem.IO.File.Move(\"pid.tmp\", \"pid\");\nwhile (true) { }");
        return VaeProcess.Start(_course.Root, ["run"]);
    }

    /// <summary>The cell writes the id of its process into the notebook's folder, its current directory.</summary>
    private async Task<int> ChildAsync()
    {
        var file = Path.Combine(_course.Notebooks, "pid");
        for (var waited = Stopwatch.StartNew(); !File.Exists(file);)
        {
            Assert.True(waited.Elapsed < Patience, "The worker did not start its cell.");
            await Task.Delay(50);
        }

        return int.Parse(await File.ReadAllTextAsync(file));
    }

    private static async Task EndsAsync(Process process)
    {
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
    }

    private static async Task<bool> HasGoneAsync(int id)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(50))
        {
            try
            {
                using var process = Process.GetProcessById(id);
                if (process.HasExited)
                {
                    return true;
                }
            }
            catch (ArgumentException)
            {
                return true;
            }
        }

        return false;
    }
}
