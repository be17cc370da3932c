using CSharpNotebooks;
using Xunit;

namespace Course.Tests;

public sealed class RunTests : IDisposable
{
    private readonly TemporaryCourse _course = new();

    public void Dispose() => _course.Dispose();

    [Fact]
    public async Task A_notebook_that_kills_its_process_fails_alone_and_says_in_which_cell()
    {
        _course.Add("01-native-abort", "1", Say + Abort);
        _course.Add("02-endless-loop", "1", Say + "while (true) { }");
        _course.Add("03-exit", "1", Say + "Environment.Exit(3);");
        _course.Add("04-stack-overflow", "1", "int Deeper(int n) => Deeper(n + 1) + 1;\n" + Say + "Deeper(0)");
        _course.Add("05-fine", "1", Say + "6 * 7");

        var result = await _course.VaeAsync("run", "--jobs", "2", "--cell-timeout", "15s");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("01-native-abort: cell [2]", result.Output);
        Assert.Contains("02-endless-loop: cell [2]", result.Output);
        Assert.Contains("over the time limit of 15 s for one cell", result.Output);
        Assert.Contains("03-exit: cell [2]", result.Output);
        Assert.Contains("exit code 3", result.Output);
        Assert.Contains("04-stack-overflow: cell [2]", result.Output);
        Assert.Contains("05-fine: passed, 2 of 2 cells", result.Output);
        foreach (var name in new[] { "01-native-abort", "02-endless-loop", "03-exit", "04-stack-overflow", "05-fine" })
        {
            Assert.Contains("before the end", _course.Executed(name).Cells[1].Outputs.ToJsonString());
        }

        Assert.All(new[] { "01-native-abort", "02-endless-loop", "03-exit", "04-stack-overflow" }, name => Assert.Contains("\"error\"", _course.Executed(name).Cells[1].Outputs.ToJsonString()));
    }

    [Fact]
    public async Task A_notebook_without_memory_left_fails_alone()
    {
        _course.Add("01-hungry", "var hoard = new List<byte[]>();\nwhile (true) hoard.Add(new byte[1 << 20]);");
        _course.Add("02-fine", "6 * 7");

        var result = await VaeProcess.RunAsync(_course.Root, ["run"], ("DOTNET_GCHeapHardLimit", "0x18000000"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("01-hungry: FAILED, 0 of 1 cells", result.Output);
        Assert.Contains("02-fine: passed", result.Output);
    }

    [Fact]
    public async Task A_failing_cell_stops_its_notebook_and_is_quoted()
    {
        _course.Add("01-throws", "1", "throw new InvalidOperationException(\"no such luck\");", "Console.WriteLine(\"never\");");

        var result = await _course.VaeAsync("run");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no such luck", result.Output);
        Assert.Contains("1/3", result.Output);
        Assert.Null(_course.Executed("01-throws").Cells[2].ExecutionCount);
    }

    [Fact]
    public async Task A_red_check_fails_the_run_and_an_unsolved_exercise_does_not()
    {
        _course.Add("01-red", "using VaeNotebooks;\nCheck.Close(1.0, 2.0, 0.5, \"one is two\")");
        _course.Add("02-open", "using VaeNotebooks;\nCheck.Exercise(\"02.a\", () => throw new NotImplementedException())");

        var result = await _course.VaeAsync("run");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("one is two", result.Output);
        Assert.Contains("01-red: FAILED", result.Output);
        Assert.Contains("02-open: passed", result.Output);
    }

    [Fact]
    public async Task Parameters_replace_defaults_by_type_and_solutions_replace_exercises()
    {
        var exercise = NotebookCell.Code("int Answer() => throw new NotImplementedException();");
        exercise.Metadata["exercise"] = "01.answer";
        _course.Add("01-set", NotebookCell.Code("int n = 1;\nstring who = \"nobody\";\nulong seed = 1;\nvar beta = 1.0;", "parameters"), exercise, NotebookCell.Code("$\"{who} {n} {seed} {beta} {Answer()}\""));
        await File.WriteAllTextAsync(Path.Combine(_course.Notebooks, "solutions", "01-set.csx"), "#region 01.answer\nint Answer() => 42;\n#endregion\n");

        var result = await _course.VaeAsync("run", "1", "--set", "who=\"you\"", "--set", "n=-2", "--set", "seed=18446744073709551615", "--set", "beta=3", "--solutions");

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        var executed = _course.Executed("01-set");
        Assert.Equal(["injected-parameters"], executed.Cells[1].Tags);
        Assert.Contains("\\\"you\\\" -2 18446744073709551615 3 42", executed.ToJson());
    }

    [Fact]
    public async Task Two_runs_of_one_notebook_leave_the_same_file()
    {
        _course.Add("01-same", Say + "1", "new[] { 1, 2, 3 }");

        await _course.VaeAsync("run");
        var first = _course.Executed("01-same").ToJson();
        await _course.VaeAsync("run");

        Assert.Equal(first, _course.Executed("01-same").ToJson());
    }

    private const string Say = "Console.WriteLine(\"before the end\");\n";

    // abort() of the C library, as LibTorch calls it when a native exception meets no catch.
    private const string Abort = """
        [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "abort")] static extern void NativeAbort();
        [System.Runtime.InteropServices.DllImport("ucrtbase", EntryPoint = "abort")] static extern void WindowsAbort();
        if (OperatingSystem.IsWindows()) WindowsAbort(); else NativeAbort();
        """;
}
