using System.Diagnostics;
using CSharpNotebooks;
using VaeNotebooks.Tests;
using Xunit;

namespace Course.Tests;

public sealed class StoppingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private const string Endless = "Begun();\nwhile (true) { }";
    private readonly TemporaryCourse _course = new();

    public void Dispose() => _course.Dispose();

    /// <summary>What a cell is busy with; it calls Begun() when it is.</summary>
    public static TheoryData<string, string> LongWork => new()
    {
        { "a loop", Endless },
        { "an epoch", """
            using VaeNotebooks;
            var images = TorchSharp.torch.rand(1, 784).expand(1_000_000, 784);
            var trainer = new Trainer(new MlpVae(new MlpVaeOptions(), seed: 1), new TrainerOptions());
            trainer.Fit(images, images, onStep: step => { if (step.Step == 3) Begun(); });
            """ },
        { "native code, which nothing stops", """
            [System.Runtime.InteropServices.DllImport("libc")] static extern int pause();
            Begun();
            pause();
            """ },
    };

    [Theory]
    [MemberData(nameof(LongWork))]
    public async Task Ctrl_C_ends_the_command_soon_with_130_keeps_what_is_done_and_leaves_no_child(string what, string source)
    {
        SkipOnWindows();
        _course.Add("00-done", "6 * 7");
        using var vae = Start(source, "--jobs", "1");
        var child = await ChildAsync();

        var clock = Stopwatch.StartNew();
        await CtrlCAsync(vae);
        await EndsAsync(vae);

        TestContext.Current.SendDiagnosticMessage($"{what}: stopped after {clock.Elapsed.TotalSeconds:0.00} s.");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"It took {clock.Elapsed} to stop: two seconds are meant, ten allow for a busy machine.");
        Assert.Equal(130, vae.ExitCode);
        Assert.Contains("42", _course.Executed("00-done").ToJson());
        Assert.False(File.Exists(Path.Combine(_course.Root, "artifacts", "executed", "01-endless.ipynb")), "Half a run must not replace an earlier one.");
        Assert.True(await HasGoneAsync(child));
    }

    [Fact]
    public void A_cell_that_cannot_be_stopped_is_killed_before_two_seconds_are_over() =>
        Assert.InRange(new NotebookRunnerOptions(new WorkerCommand("vae", [])).Grace, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5));

    [Fact]
    public async Task A_second_Ctrl_C_changes_nothing_about_that()
    {
        SkipOnWindows();
        using var vae = StartEndless();
        var child = await ChildAsync();

        await CtrlCAsync(vae);
        await CtrlCAsync(vae);
        await EndsAsync(vae);

        Assert.Equal(130, vae.ExitCode);
        Assert.True(await HasGoneAsync(child));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_download_with_130_and_keeps_what_has_come()
    {
        SkipOnWindows();
        using var server = new FileServer(async (_, stream, closing) =>
        {
            await FileServer.Send(stream, "200 OK", new byte[100_000]);
            await Task.Delay(Timeout.Infinite, closing);
        });
        var cache = Path.Combine(_course.Root, "data", "cache", "mnist");
        using var vae = VaeProcess.Start(_course.Root, ["data", "fetch", "mnist", "--from", server.Address.ToString()], ("VAE_DATA", ""));
        await UntilAsync(() => Directory.Exists(cache) && Directory.GetFiles(cache, "*.part").Length > 0, "The download did not start.");

        await CtrlCAsync(vae);
        await EndsAsync(vae);

        Assert.Equal(130, vae.ExitCode);
        Assert.Single(Directory.GetFiles(cache, "*.part"));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_training_program_after_its_step_and_it_goes_on_from_its_checkpoint()
    {
        SkipOnWindows();
        var checkpoint = Path.Combine(_course.Root, "model.safetensors");
        using var program = DotnetProcess.Start(_course.Root, [Places.Host("LibraryProgram"), "train", checkpoint, "1000", "200"]);
        while (await program.StandardOutput.ReadLineAsync() is { } line && line != "epoch 2") { }

        await CtrlCAsync(program);
        await program.StandardOutput.ReadToEndAsync();
        await EndsAsync(program);

        Assert.Equal(130, program.ExitCode);
        Assert.Contains("Restored the checkpoint", (await DotnetProcess.RunAsync(_course.Root, [Places.Host("LibraryProgram"), "train", checkpoint, "3", "200"])).Output);
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

    private Process StartEndless() => Start(Endless);

    private Process Start(string source, params string[] options)
    {
        _course.Add("01-endless", "void Begun() { System.IO.File.WriteAllText(\"pid.tmp\", Environment.ProcessId.ToString()); System.IO.File.Move(\"pid.tmp\", \"pid\"); }", source);
        return VaeProcess.Start(_course.Root, ["run", .. options]);
    }

    /// <summary>The cell writes the id of its process into the notebook's folder, its current directory.</summary>
    private async Task<int> ChildAsync()
    {
        var file = Path.Combine(_course.Notebooks, "pid");
        await UntilAsync(() => File.Exists(file), "The worker did not start its cell.");
        return int.Parse(await File.ReadAllTextAsync(file));
    }

    private static async Task UntilAsync(Func<bool> holds, string otherwise)
    {
        for (var waited = Stopwatch.StartNew(); !holds(); await Task.Delay(50))
        {
            Assert.True(waited.Elapsed < Patience, otherwise);
        }
    }

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "A console signal cannot be sent to one process on Windows.");

    private static async Task CtrlCAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString()]);
        await kill.WaitForExitAsync();
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
