using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class EvaluationTests
{
    [Theory]
    [InlineData("1 + 1", "result: 2")]
    [InlineData("var y = 1 + 1;")]
    [InlineData("var x = 5; x", "result: 5")]
    [InlineData("var x = 5; return x;", "result: 5")]
    [InlineData("if (DateTime.Now.Year > 2000) { return 1; }\nConsole.Write(2);", "result: 1")]
    [InlineData("Func<int> f = () => { return 3; };")]
    [InlineData("(string)null", "result: <null>")]
    [InlineData("return null;", "result: <null>")]
    [InlineData("void F() { }\nF()")]
    [InlineData("await Task.Delay(1)")]
    [InlineData("await Task.FromResult(7)", "result: 7")]
    [InlineData("int x; x = 4", "result: 4")]
    [InlineData("")]
    [InlineData("// nothing\n")]
    [InlineData("using System.IO;")]
    [InlineData("new List<int> { 1, 2 }.Select(i => i * 2).Sum()", "result: 6")]
    [InlineData("new StringBuilder(\"a\").ToString()", "result: a")]
    [InlineData("int[] a = [1, .. new[] { 2, 3 }]; a.Length", "result: 3")]
    public async Task A_cell_shows_its_value_and_only_when_it_has_one(string source, params string[] expected)
    {
        await using var session = new TestSession();

        Assert.Equal(expected, await session.ShowAsync(source));
    }

    [Fact]
    public async Task Later_cells_see_variables_methods_types_and_usings_and_may_define_them_anew()
    {
        await using var session = new TestSession();
        await session.ShowAsync("using System.Globalization;\nvar x = 1;\nint Twice(int n) => 2 * n;\nrecord Point(int X, int Y);");

        Assert.Equal(["result: 2"], await session.ShowAsync("x = Twice(x); x"));
        Assert.Equal(["result: 3"], await session.ShowAsync("new Point(3, 4).X"));
        Assert.Equal(["result: iv"], await session.ShowAsync("CultureInfo.InvariantCulture.TwoLetterISOLanguageName"));
        await session.ShowAsync("var x = \"text\";\nint Twice(int n) => 20 * n;\nrecord Point(string Name);");
        Assert.Equal(["result: text60p"], await session.ShowAsync("x + Twice(3) + new Point(\"p\").Name"));
    }

    [Fact]
    public async Task Static_imports_and_aliases_persist_and_may_be_given_anew()
    {
        await using var session = new TestSession();
        await session.ShowAsync("using static System.Math;\nusing Numbers = System.Collections.Generic.List<int>;");

        Assert.Equal(["result: 5"], await session.ShowAsync("Max(1, 2) + new Numbers { 3 }[0]"));
        await session.ShowAsync("using Numbers = System.Collections.Generic.List<double>;");
        Assert.Equal(["result: 3.5"], await session.ShowAsync("Floor(2.5) + new Numbers { 1.5 }[0]"));
    }

    [Fact]
    public async Task A_cell_that_does_not_compile_names_cell_line_and_column_and_defines_nothing()
    {
        await using var session = new TestSession();

        var outcome = await session.RunAsync("var defined = 1;\nConsole.WriteLine(nowhere);");

        const string message = "cell[1](2,19): error CS0103: The name 'nowhere' does not exist in the current context";
        Assert.Equal([message], Assert.IsType<CellOutcome.CompileFailed>(outcome).Diagnostics);
        Assert.Equal(["error: compilation error"], session.Texts());
        Assert.Equal([message], Assert.IsType<CellOutput.Error>(session.Outputs[0]).Traceback);
        Assert.IsType<CellOutcome.CompileFailed>(await session.RunAsync("defined"));
        Assert.Equal(["result: 2"], await session.ShowAsync("var defined = 2; defined"));
    }

    [Fact]
    public async Task What_was_assigned_before_an_exception_survives()
    {
        await using var session = new TestSession();

        var outcome = await session.RunAsync("var a = 1;\nvar b = 2;\nthrow new InvalidOperationException(\"boom\");");

        Assert.Equal("boom", Assert.IsType<CellOutcome.Threw>(outcome).Exception.Message);
        Assert.Equal(["result: 3"], await session.ShowAsync("a + b"));
    }

    [Fact]
    public async Task An_exception_shows_its_text_and_the_lines_of_the_cells_it_passed()
    {
        await using var session = new TestSession();
        await session.ShowAsync("int Divide(int a, int b)\n{\n    return a / b;\n}");

        await session.RunAsync("await Task.Yield();\nDivide(1, 0);");

        var error = Assert.IsType<CellOutput.Error>(Assert.Single(session.Outputs));
        Assert.Equal("Error", error.Name);
        Assert.Equal("System.DivideByZeroException: Attempted to divide by zero.", error.Message);
        Assert.Equal(error.Message, error.Traceback[0]);
        Assert.Contains("cell[1]:line 3", error.Traceback[1]);
        Assert.Contains("cell[2]:line 2", error.Traceback[2]);
        Assert.Equal(3, error.Traceback.Count);
    }

    [Fact]
    public async Task Causes_of_an_exception_are_shown()
    {
        await using var session = new TestSession();

        await session.RunAsync("throw new Exception(\"outer\", new ArgumentException(\"inner\"));");

        Assert.Equal(["error: System.Exception: outer\n ---> System.ArgumentException: inner"], session.Texts());
    }

    [Fact]
    public async Task Warnings_go_to_the_error_stream_and_the_cell_runs()
    {
        await using var session = new TestSession();

        var texts = await session.ShowAsync("int F() { int unused; return 1; }\nF()");

        Assert.Equal(["stderr: cell[1](1,15): warning CS0168: The variable 'unused' is declared but never used\n", "result: 1"], texts);
    }

    [Fact]
    public async Task Language_features_are_those_of_csharp_14()
    {
        await using var session = new TestSession();

        Assert.Equal(["result: 7"], await session.ShowAsync("class C { public int V { get; set => field = value + 1; } }\nvar c = new C { V = 6 }; c.V"));
    }

    [Fact]
    public async Task Code_is_compiled_with_optimisation()
    {
        await using var session = new TestSession();

        Assert.Equal(["result: False"], await session.ShowAsync(
            "class C { }\ntypeof(C).Assembly.GetCustomAttributes(false).OfType<System.Diagnostics.DebuggableAttribute>().Any(d => d.IsJITOptimizerDisabled)"));
    }

    [Fact]
    public async Task Types_of_the_host_are_the_same_types_in_cells()
    {
        await using var session = new TestSession();
        Shared = null;

        await session.ShowAsync("CSharpNotebooks.Tests.EvaluationTests.Shared = new List<string> { \"from a cell\" };");

        Assert.Equal("from a cell", Assert.Single(Shared!));
    }

    [Fact]
    public async Task A_hundred_cells_keep_their_chain()
    {
        await using var session = new TestSession();
        await session.ShowAsync("var sum = 0;");
        for (var i = 1; i <= 100; i++)
        {
            await session.ShowAsync($"sum += {i};");
        }

        Assert.Equal(["result: 5050"], await session.ShowAsync("sum"));
    }

    [Fact]
    public async Task Sessions_are_apart_from_each_other_and_may_start_at_once()
    {
        await CSharpSession.WarmUpAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
        {
            await using var session = new TestSession();
            await session.ShowAsync($"var x = {i};");
            return (await session.ShowAsync("Console.Write(x); x")).Single(text => text.StartsWith("result", StringComparison.Ordinal));
        }));

        Assert.Equal(["result: 0", "result: 1", "result: 2", "result: 3"], results);
    }

    [Fact]
    public void A_session_needs_a_folder_that_exists() =>
        Assert.Throws<ArgumentException>(() => new CSharpSession(new SessionOptions { WorkingDirectory = "/nowhere/at/all" }));

    public static List<string>? Shared { get; set; }
}
