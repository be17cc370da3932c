using Xunit;

namespace Course.Tests;

public sealed class CheckTests : IDisposable
{
    private const string Number = "using VaeNotebooks;\nCheck.Number(\"01.n\", 5.0, \"exact\")";
    private readonly TemporaryCourse _course = new();

    public void Dispose() => _course.Dispose();

    [Fact]
    public async Task A_notebook_that_gives_what_it_is_stored_with_passes()
    {
        Expect(5.0);
        _course.Add("01-same", Number, "Console.WriteLine($\"took {DateTime.Now.Ticks % 1000} ms\");", "\"text\"");
        Assert.Equal(0, (await _course.VaeAsync("run", "--save")).ExitCode);

        var result = await _course.VaeAsync("check");

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        Assert.Contains("every stored output is as before", result.Output);
    }

    [Fact]
    public async Task What_moved_is_said_cell_by_cell_and_only_a_number_that_is_out_fails()
    {
        Expect(5.0);
        _course.Add("01-moves", Number, "Console.WriteLine(System.IO.File.ReadAllText(\"word.txt\"));");
        await File.WriteAllTextAsync(Path.Combine(_course.Notebooks, "word.txt"), "old");
        await _course.VaeAsync("run", "--save");
        await File.WriteAllTextAsync(Path.Combine(_course.Notebooks, "word.txt"), "new");

        var moved = await _course.VaeAsync("check");
        Expect(6.0);
        var failed = await _course.VaeAsync("check");

        Assert.Contains("01-moves: 1 output moved", moved.Output);
        Assert.Contains("line 1 was \"old\", is \"new\"", moved.Output);
        Assert.Equal(0, moved.ExitCode);
        Assert.Contains("passed before, failed now", failed.Output);
        Assert.Equal(1, failed.ExitCode);
    }

    [Fact]
    public async Task Measuring_writes_mean_tolerance_and_seeds_and_the_next_run_is_green()
    {
        _course.Add("01-seeded",
            CSharpNotebooks.NotebookCell.Code("ulong seed = 1;", "parameters"),
            CSharpNotebooks.NotebookCell.Code("using VaeNotebooks;\nCheck.Number(\"01.n\", 10.0 + seed, \"exact\")"));

        var result = await _course.VaeAsync("measure", "01", "--seeds", "1,2,3", "--unit", "nats");

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        var entry = Assert.Single(VaeNotebooks.Expectations.Load(Path.Combine(_course.Notebooks, "expected.json")).Of("01.n"));
        Assert.Equal((12.0, 3.0, "nats", 1.0), (entry.Value, entry.Tolerance, entry.Unit, entry.Spread));
        Assert.Equal(0, (await _course.VaeAsync("run")).ExitCode);
    }

    [Fact]
    public async Task Cleaning_keeps_outputs_unless_told_otherwise_and_is_stable()
    {
        var path = _course.Add("01-clean", "1 + 1");
        await _course.VaeAsync("run", "--save");
        var stored = await File.ReadAllTextAsync(path);

        Assert.Contains("01-clean.ipynb: clean", (await _course.VaeAsync("clean")).Output);
        Assert.Equal(stored, await File.ReadAllTextAsync(path));
        Assert.Contains("01-clean.ipynb: cleaned", (await _course.VaeAsync("clean", "--outputs")).Output);
        Assert.Contains("\"outputs\": []", await File.ReadAllTextAsync(path));
    }

    private void Expect(double value) => File.WriteAllText(
        Path.Combine(_course.Notebooks, "expected.json"),
        FormattableString.Invariant($"{{\"01.n\": [{{\"protocol\": \"exact\", \"value\": {value}, \"tolerance\": 0.1}}]}}"));
}
