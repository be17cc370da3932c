using System.Security.Cryptography;
using CSharpNotebooks;
using VaeNotebooks.Tests;
using Xunit;

namespace Course.Tests;

/// <summary>A full disk and a read-only folder, for each thing that is written: the error names the file and the remedy, and what was there stays.</summary>
public sealed class UnwritableTests : IDisposable
{
    private readonly TemporaryCourse _course = new();

    public void Dispose() => _course.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_checkpoint(bool full)
    {
        var path = Path.Combine(Folder("training"), "model.safetensors");
        string[] Program(int epochs) => [Places.Host("LibraryProgram"), "train", path, $"{epochs}", "20"];
        Assert.Equal(0, (await DotnetProcess.RunAsync(_course.Root, Program(epochs: 1))).ExitCode);

        await FailsAsync(full, Path.GetDirectoryName(path)!, room: 100_000, Program(epochs: 3), $"The checkpoint '{path}' could not be written: ", "Remedy: free some room");

        Assert.Contains($"Restored the checkpoint '{path}'", (await DotnetProcess.RunAsync(_course.Root, Program(epochs: 3))).Output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_download(bool full)
    {
        var bytes = new byte[300_000];
        using var server = FileServer.Of(bytes);
        var cache = Folder("cache/toy");
        await File.WriteAllTextAsync(Path.Combine(cache, ".lock"), "");
        await File.WriteAllTextAsync(Path.Combine(cache, "other"), "another file of the set");
        string[] program = [Places.Host("LibraryProgram"), "fetch", $"{server.Address}a.bin", $"{bytes.Length}", Convert.ToHexStringLower(SHA256.HashData(bytes)), Path.GetDirectoryName(cache)!];

        await FailsAsync(full, cache, room: 100_000, program, $"{cache}: expected a cache folder that can be written, found ", "a.bin.part", "Free some room or allow writing there");

        Assert.Equal(0, (await DotnetProcess.RunAsync(_course.Root, program)).ExitCode);
        Assert.Equal([".lock", "a.bin", "other"], Directory.GetFiles(cache).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_notebook_that_is_cleaned_in_place(bool full)
    {
        var cell = $$"""{"cell_type":"markdown","metadata":{},"source":"{{new string('x', 50_000)}}"}""";
        var path = _course.AddRaw("01-large", System.Text.Encoding.UTF8.GetBytes($$"""{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{{cell}}]}"""));

        await FailsAsync(full, _course.Notebooks, room: 20_000, [Places.VaeCommand, "clean"], $"vae: '{path}' could not be written: ", "Remedy: free some room");

        Assert.Equal(0, (await _course.VaeAsync("clean")).ExitCode);
    }

    [Fact]
    public async Task A_run_into_a_read_only_folder_says_so_before_anything_runs()
    {
        _course.Add("01-fine", "System.IO.File.WriteAllText(\"ran\", \"\");");
        var executed = Folder("artifacts/executed");

        await FailsAsync(full: false, executed, room: 0, [Places.VaeCommand, "run"], $"vae: Nothing was run, because '{Path.GetDirectoryName(executed)}' cannot be written to: ", "another folder with --out");

        Assert.False(File.Exists(Path.Combine(_course.Notebooks, "ran")));
    }

    [Fact]
    public async Task An_executed_notebook_that_finds_the_disk_full()
    {
        _course.Add("01-large", "new string('x', 300_000)");
        var executed = Path.Combine(Folder("artifacts/executed"), "01-large.ipynb");
        NotebookDocument.Create("earlier").Save(executed);

        await FailsAsync(full: true, Path.Combine(_course.Root, "artifacts"), room: 100_000, [Places.VaeCommand, "run"], $"vae: '{executed}' could not be written: No space left", "Remedy: free some room");
    }

    [Fact]
    public async Task A_book_that_finds_the_disk_full_leaves_the_earlier_book_whole()
    {
        _course.Add("01-fine", "6 * 7");
        Assert.Equal(0, (await _course.VaeAsync("run")).ExitCode);
        var book = Path.Combine(_course.Root, "artifacts", "book");

        await FailsAsync(full: true, book, room: 100_000, [Places.VaeCommand, "run"], $"vae: '{book}", "could not be written: No space left", "Remedy: free some room");
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_course.Root, name)).FullName;

    /// <summary>Runs a program that cannot write to the folder: one sentence with these words, exit code 1, and the folder as it was.</summary>
    private async Task FailsAsync(bool full, string folder, int room, string[] program, params string[] said)
    {
        var before = Contents(folder);
        var result = full
            ? await ObstructedFolder.FullAsync(folder, room, _course.Root, program)
            : await ObstructedFolder.ReadOnlyAsync(folder, _course.Root, program);
        Assert.All(said, words => Assert.Contains(words, result.Errors));
        Assert.DoesNotContain("   at ", result.Errors);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(before, Contents(folder));
    }

    private static SortedDictionary<string, string> Contents(string folder) => new(Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => file, file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))));
}
