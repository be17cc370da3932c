using System.Security.Cryptography;
using VaeNotebooks.Tests;
using Xunit;

namespace Course.Tests;

/// <summary>Two processes that write to the same place at the same time.</summary>
public sealed class AtOnceTests : IDisposable
{
    private readonly TemporaryCourse _course = new();

    public void Dispose() => _course.Dispose();

    [Fact]
    public async Task Two_runs_of_different_notebooks_in_one_folder_make_one_book_of_both()
    {
        // Each notebook ends only when the other has begun, so that the two runs do overlap.
        string Meeting(string own, string other) =>
            $"System.IO.File.WriteAllText(\"{own}\", \"\");\nwhile (!System.IO.File.Exists(\"{other}\")) System.Threading.Thread.Sleep(10);\n\"{own} has met {other}\"";
        _course.Add("01-first", Meeting("one", "two"));
        _course.Add("02-second", Meeting("two", "one"));

        var results = await Task.WhenAll(_course.VaeAsync("run", "01", "--save"), _course.VaeAsync("run", "02", "--save"));

        Assert.All(results, result => Assert.True(result.ExitCode == 0, result.Output + result.Errors));
        var book = Path.Combine(_course.Root, "artifacts", "book");
        foreach (var (name, said) in new[] { ("01-first", "one has met two"), ("02-second", "two has met one") })
        {
            Assert.Contains(said, _course.Executed(name).ToJson());
            Assert.Contains(said, await File.ReadAllTextAsync(Path.Combine(book, name + ".html")));
            Assert.Contains(name + ".html", await File.ReadAllTextAsync(Path.Combine(book, "index.html")));
            Assert.Contains(said, await File.ReadAllTextAsync(Path.Combine(_course.Notebooks, name + ".ipynb")));
        }

        Assert.Empty(Directory.GetFiles(_course.Root, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Of_two_runs_that_end_together_the_second_waits_and_sees_what_the_first_has_executed()
    {
        _course.Add("01-fine", "6 * 7");
        _course.Add("02-of-the-other-run", "1");
        var artifacts = Directory.CreateDirectory(Path.Combine(_course.Root, "artifacts")).FullName;
        using var vae = VaeProcess.Start(_course.Root, ["run", "01"]);
        using (new FileStream(Path.Combine(artifacts, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)) // as the other run holds it
        {
            while (await vae.StandardOutput.ReadLineAsync() is { } line && !line.Contains("1/1", StringComparison.Ordinal)) { } // the closing table
            await Task.Delay(1000); // long enough to have begun the book, if nothing held it back
            File.Copy(Path.Combine(_course.Notebooks, "02-of-the-other-run.ipynb"), Path.Combine(artifacts, "executed", "02-of-the-other-run.ipynb"));
        }

        await vae.WaitForExitAsync();
        Assert.Equal(0, vae.ExitCode);
        Assert.Contains("02-of-the-other-run.html", await File.ReadAllTextAsync(Path.Combine(artifacts, "book", "index.html")));
    }

    [Fact]
    public async Task Two_fetches_of_one_set_download_it_once_and_both_have_it()
    {
        var bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        var asked = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        using var server = new FileServer(async (request, stream, closing) =>
        {
            await FileServer.Send(stream, "200 OK", bytes[..1_000_000], $"Content-Length: {bytes.Length}");
            asked.TrySetResult(); // the first fetch is in the middle of the file until the second one is there
            await second.Task.WaitAsync(closing);
            await stream.WriteAsync(bytes.AsMemory(1_000_000), closing);
        });
        var cache = Path.Combine(_course.Root, "cache");
        string[] program = [Places.Host("LibraryProgram"), "fetch", $"{server.Address}a.bin", $"{bytes.Length}", Convert.ToHexStringLower(SHA256.HashData(bytes)), cache];

        var one = DotnetProcess.RunAsync(_course.Root, program);
        await asked.Task;
        var two = DotnetProcess.RunAsync(_course.Root, program);
        await Task.Delay(1000); // long enough to ask the server, if nothing held it back
        second.SetResult();

        Assert.All(await Task.WhenAll(one, two), result => Assert.Equal((0, ""), (result.ExitCode, result.Errors)));
        Assert.Single(server.Requests);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(cache, "toy", "a.bin")));
        Assert.Equal([".lock", "a.bin"], Directory.GetFiles(Path.Combine(cache, "toy")).Select(Path.GetFileName).Order());
    }
}
