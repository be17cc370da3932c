using System.Diagnostics;
using System.Text.Json;
using VaeNotebooks;
using Xunit;
using static TorchSharp.torch;

namespace Course.Tests;

/// <summary>A real training program, killed without warning again and again, ends where the one that was left alone ends.</summary>
public sealed class KilledTrainingTests : IDisposable
{
    private const int Chains = 2;
    private const int KillsPerChain = 25;
    private const int Epochs = 60;
    private const int Images = 200; // ten steps an epoch
    private readonly string _folder = Directory.CreateTempSubdirectory("vae-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Fifty_kills_in_epochs_and_in_checkpoint_writes_change_no_bit_of_the_result()
    {
        var whole = Path.Combine(_folder, "whole.safetensors");
        var finished = await CommandProcess.RunAsync("dotnet", _folder, Arguments(whole), TimeSpan.FromMinutes(2), OneThread);
        Assert.True(finished.ExitCode == 0, finished.Errors);

        var halfWritten = await Task.WhenAll(Enumerable.Range(1, Chains).Select(seed => Task.Run(() => KilledChainAsync(seed))));

        Assert.True(halfWritten.Sum() > 0, "No kill met a write of a checkpoint, so this has not tested what it says.");
        TestContext.Current.SendDiagnosticMessage($"{halfWritten.Sum()} of {Chains * KillsPerChain} kills met a write of a checkpoint.");
        for (var seed = 1; seed <= Chains; seed++) AssertSameTraining(whole, ChainPath(seed));
    }

    [Fact]
    public async Task A_checkpoint_is_flushed_before_it_gets_its_name_and_the_folder_after()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "A power cut cannot be had; the order of the system calls is seen with strace, which is not installed here.");
        var (path, log) = (ChainPath(0), Path.Combine(_folder, "log"));
        string[] traced = ["-f", "-e", "trace=fsync,fdatasync,rename,renameat,renameat2", "-o", log, "dotnet", Places.Host("LibraryProgram"), "train", path, "2", "20"];
        var result = await CommandProcess.RunAsync("strace", _folder, traced, TimeSpan.FromMinutes(2), OneThread);
        Assert.SkipWhen(result.Errors.Contains("ptrace", StringComparison.Ordinal), $"This machine lets no process trace another: {result.Errors}");

        Assert.True(result.ExitCode == 0, result.Errors);
        var calls = string.Concat((await File.ReadAllLinesAsync(log)).Select(line => line.Contains($"{path}.tmp\"", StringComparison.Ordinal) ? "rename " : line.Contains("sync(", StringComparison.Ordinal) ? "flush " : ""));
        Assert.Equal("flush rename flush flush rename flush ", calls);
    }

    /// <summary>Trains with kills, then to the end; gives how many kills left a half-written temporary file.</summary>
    private async Task<int> KilledChainAsync(int seed)
    {
        var (random, path, halfWritten) = (new Random(seed), ChainPath(seed), 0);
        for (var kill = 0; kill < KillsPerChain; kill++)
        {
            using var process = CommandProcess.Start("dotnet", _folder, Arguments(path), OneThread);
            await StepsAsync(process, random.Next(1, 25));
            if (kill % 2 == 1) WaitForWrite(process, path, random);
            process.Kill();
            await process.WaitForExitAsync();
            Assert.Equal(128 + 9, process.ExitCode); // not at its end, nor failed
            halfWritten += File.Exists(path + ".tmp") ? 1 : 0;
            foreach (var file in new[] { path, path + ".previous" }.Where(File.Exists)) AssertSound(file);
        }

        var last = await CommandProcess.RunAsync("dotnet", _folder, Arguments(path), TimeSpan.FromMinutes(2), OneThread);
        Assert.True(last.ExitCode == 0 && last.Errors == "", last.Errors);
        return halfWritten;
    }

    private static (string, string) OneThread => ("OMP_NUM_THREADS", "1");

    private static string[] Arguments(string checkpoint) => [Places.Host("LibraryProgram"), "train", checkpoint, $"{Epochs}", $"{Images}"];

    private string ChainPath(int seed) => Path.Combine(_folder, $"killed{seed}.safetensors");

    private static async Task StepsAsync(Process process, int steps)
    {
        while (steps > 0 && await process.StandardOutput.ReadLineAsync() is { } line) steps -= line.StartsWith("step", StringComparison.Ordinal) ? 1 : 0;
        Assert.True(steps == 0, "The program ended too early.");
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null); // a full pipe would hold it up
    }

    /// <summary>Until its next checkpoint is being written, and a random moment longer: the kill then strikes anywhere from its first byte to its rename.</summary>
    private static void WaitForWrite(Process process, string path, Random random)
    {
        while (!File.Exists(path + ".tmp") && !process.HasExited) Thread.SpinWait(100);
        var moment = TimeSpan.FromMilliseconds(4 * random.NextDouble());
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < moment;) Thread.SpinWait(100);
    }

    private static void AssertSound(string path)
    {
        using var scope = NewDisposeScope();
        SafeTensors.Load(path, requireHash: true);
    }

    private static void AssertSameTraining(string expected, string actual)
    {
        using var scope = NewDisposeScope();
        var (whole, killed) = (SafeTensors.Load(expected, requireHash: true), SafeTensors.Load(actual, requireHash: true));
        Assert.Equal(Epochs, Records(killed.Metadata).Count);
        Assert.Equal(Records(whole.Metadata), Records(killed.Metadata));
        Assert.Equal(whole.Metadata["steps"], killed.Metadata["steps"]);
        Assert.Equal(whole.Tensors.Keys.Order(), killed.Tensors.Keys.Order());
        Assert.All(whole.Tensors, pair => Assert.True(pair.Value.bytes.SequenceEqual(killed.Tensors[pair.Key].bytes), $"{pair.Key} differs."));
    }

    private static List<EpochRecord> Records(Dictionary<string, string> metadata) =>
        [.. JsonSerializer.Deserialize<List<EpochRecord>>(metadata["records"])!.Select(record => record with { Seconds = 0 })];
}
