using Xunit;

namespace Course.Tests;

/// <summary>Names of files are text: nothing in them is an option, a path, markup of the terminal or of the book.</summary>
public sealed class OddNamesTests : IDisposable
{
    private readonly TemporaryCourse _course = new();

    public void Dispose() => _course.Dispose();

    [Fact]
    public async Task A_notebook_of_any_name_runs_and_is_written_below_the_output_folder_only()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows allows no such names.");
        string[] names = ["01 [red]x [nosuch] ] & 'y' \"z\"", "-02 --out=$(touch pwned)`touch pwned`", "03<img src=x onerror=alert(1)>", "04\nline %2e%2e%2fx", "..\\..\\05", "...", "\u6f5c 07 \ud83d\ude00", "08 {0} #top?x"];
        foreach (var name in names) _course.Add(name, "6 * 7");
        var before = Directory.GetFileSystemEntries(_course.Root).Append(Path.Combine(_course.Root, "out")).Order();

        var result = await _course.VaeAsync("run", "--out", "out", "--jobs", "2");

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal(before, Directory.GetFileSystemEntries(_course.Root).Order());
        Assert.Equal([".lock", "book", "executed"], Directory.GetFileSystemEntries(Path.Combine(_course.Root, "out")).Select(Path.GetFileName).Order());
        Assert.Equal(names.Select(name => name + ".ipynb").Order(), Directory.GetFiles(Path.Combine(_course.Root, "out", "executed")).Select(Path.GetFileName).Order());
        var book = Path.Combine(_course.Root, "out", "book");
        Assert.Equal(names.Length + 1, Directory.GetFiles(book, "*.html").Length);
        Assert.All(Directory.GetFiles(book, "*.html"), page => Assert.DoesNotContain("<img src=x", File.ReadAllText(page)));
    }

    [Fact]
    public async Task Two_files_of_one_name_are_refused_whatever_follows_their_last_dot()
    {
        var path = _course.Add("01-a", "1");
        File.Copy(path, Path.ChangeExtension(path, "json"));
        var result = await _course.VaeAsync("run", path, Path.ChangeExtension(path, "json"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("have one file name", result.Errors);
    }
}
