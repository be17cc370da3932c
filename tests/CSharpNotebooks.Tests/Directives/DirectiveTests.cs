using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class DirectiveTests
{
    private static string HeldVersion => HostPackages.Versions["Microsoft.CodeAnalysis.CSharp"];

    [Fact]
    public async Task Packages_and_assemblies_that_the_host_holds_need_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var session = TestSession.In(folder);

        Assert.Equal(
            ["result: CSharpNotebooks"],
            await session.ShowAsync(
                $"#r \"nuget: Microsoft.CodeAnalysis.CSharp, {HeldVersion}\"\n#r \"nuget:microsoft.codeanalysis.csharp\"\n#r \"../artifacts/kit/CSharpNotebooks.dll\"\n"
                + "#r \"System.Text.Json\"\nusing System.Text.Json;\ntypeof(CSharpNotebooks.MimeBundle).Assembly.GetName().Name"));
    }

    [Fact]
    public async Task Another_version_of_a_held_package_is_an_error_that_names_both()
    {
        await using var session = new TestSession();

        var outcome = await session.RunAsync("var x = 1;\n#r \"nuget: Microsoft.CodeAnalysis.CSharp, 1.2.3\"");

        var message = Assert.Single(Assert.IsType<CellOutcome.CompileFailed>(outcome).Diagnostics);
        Assert.StartsWith("cell[1](2,1): error", message);
        Assert.Contains("1.2.3", message);
        Assert.Contains(HeldVersion, message);
    }

    [Theory]
    [InlineData(null, "1.0.0", true)]
    [InlineData("1.0", "1.0.0", true)]
    [InlineData("1.0.0.0", "1.0.0", true)]
    [InlineData("1.2.*", "1.2.7", true)]
    [InlineData("[1.2.7]", "1.2.7", true)]
    [InlineData("1.2.7-beta", "1.2.7", false)]
    [InlineData("1.2.7", "1.2.8", false)]
    public void Versions_are_compared_as_NuGet_does(string? asked, string held, bool accepted) =>
        Assert.Equal(accepted, new PackageReference("x", asked).Accepts(held));

    [Fact]
    public async Task An_assembly_that_is_nowhere_is_named()
    {
        await using var session = new TestSession();

        Assert.Contains("Nowhere.dll", Assert.Single(Assert.IsType<CellOutcome.CompileFailed>(await session.RunAsync("#r \"Nowhere.dll\"")).Diagnostics));
    }

    [Fact]
    public async Task Scripts_and_notebooks_are_loaded_and_their_errors_name_them()
    {
        using var folder = new TemporaryFolder();
        folder.File("a.csx", "var a = 1;\nint Twice(int n) => 2 * n;");
        folder.File("bad.csx", "\nnowhere();");
        var notebook = NotebookDocument.Create("b");
        notebook.Insert(0, NotebookCell.Code("var b = 20;"));
        notebook.Save(Path.Combine(folder.Root, "b.ipynb"));
        await using var session = TestSession.In(folder);

        Assert.Equal(["result: 22"], await session.ShowAsync("#load \"a.csx\"\n#!import b.ipynb\nTwice(a) + b"));
        var failed = Assert.IsType<CellOutcome.CompileFailed>(await session.RunAsync("#load \"bad.csx\""));
        Assert.StartsWith("bad.csx(2,1): error CS0103", Assert.Single(failed.Diagnostics));
        Assert.Contains("no file", Assert.Single(Assert.IsType<CellOutcome.CompileFailed>(await session.RunAsync("#load \"none.csx\"")).Diagnostics));
    }

    [Fact]
    public async Task A_script_that_loads_itself_is_refused()
    {
        using var folder = new TemporaryFolder();
        folder.File("loop.csx", "#load \"loop.csx\"");
        await using var session = TestSession.In(folder);

        Assert.Contains("loads itself", Assert.Single(Assert.IsType<CellOutcome.CompileFailed>(await session.RunAsync("#load \"loop.csx\"")).Diagnostics));
    }

    [Fact]
    public async Task Unknown_magic_commands_are_errors()
    {
        await using var session = new TestSession();

        var failed = Assert.IsType<CellOutcome.CompileFailed>(await session.RunAsync("#!nothing\n1"));
        Assert.Equal("cell[1](1,1): error DNI101: Unknown magic command '#!nothing'.", Assert.Single(failed.Diagnostics));
    }

    [Fact]
    public async Task Languages_time_and_variables_have_magic_commands()
    {
        await using var session = new TestSession();

        var texts = await session.ShowAsync("#!time\n#!set --name x --value 5\n#!set --name s --value \"a b\"\nConsole.Write(x + s);\n#!markdown\n# It's \"here\n#!csharp\n#!set --name y --value @csharp:x\ny");

        Assert.Equal(["stdout: 5a b", "display: # It's \"here", "result: 5"], texts[..3]);
        Assert.Matches("^display: Wall time: [0-9.]+ ms$", texts[3]);
    }

    [Fact]
    public async Task Lines_in_strings_comments_and_inactive_code_are_no_directives_and_lines_keep_their_numbers()
    {
        await using var session = new TestSession();

        Assert.Equal(["result: #!nothing"], await session.ShowAsync("/*\n#!nothing\n*/\n#if NEVER\n#r \"Nowhere.dll\"\n#endif\n#region r\nvar s = @\"\n#!nothing\n\";\n#endregion\ns.Trim()"));
        var failed = Assert.IsType<CellOutcome.CompileFailed>(await session.RunAsync("#r \"System.Text.Json\"\n\nnowhere();"));
        Assert.StartsWith("cell[2](3,1)", Assert.Single(failed.Diagnostics));
    }

    [Fact]
    public async Task A_package_is_restored_from_a_local_folder_once_and_its_assembly_is_loaded()
    {
        using var folder = new TemporaryFolder();
        var name = $"Probe{Guid.NewGuid():N}";
        LocalPackage.Write(folder.Root, name);
        await using var session = TestSession.In(folder);

        Assert.Equal(["result: 42"], await session.ShowAsync($"#i \"nuget: {folder.Root}\"\n#r \"nuget: {name}\"\n{name}.Answer.Value"));
        Assert.Equal(["result: 42"], await session.ShowAsync($"#r \"nuget: {name}, 1.0.0\"\n{name}.Answer.Value"));
        var failed = Assert.IsType<CellOutcome.CompileFailed>(await session.RunAsync($"#r \"nuget: {name}, 2.0.0\""));
        Assert.Contains($"already uses {name} 1.0.0; 2.0.0 can be had", Assert.Single(failed.Diagnostics));
    }

    [Fact]
    public async Task A_script_that_a_package_brings_runs_once_before_the_cell_and_its_usings_last()
    {
        using var folder = new TemporaryFolder();
        var name = $"Probe{Guid.NewGuid():N}";
        LocalPackage.Write(folder.Root, name, $"#!csharp\n\nusing {name};\nAnswer.Asked++;\n");
        await using var session = TestSession.In(folder);

        Assert.Equal(["result: 42"], await session.ShowAsync($"#i \"nuget: {folder.Root}\"\n#r \"nuget: {name}\"\nAnswer.Value"));
        Assert.Equal(["result: 1"], await session.ShowAsync($"#r \"nuget: {name}\"\nAnswer.Asked"));
    }

    [Theory]
    [InlineData("#!csharp\nNowhere.Call();", "error CS0103")]
    [InlineData("#!fsharp\nlet x = 1", "error DNI101")]
    public async Task A_script_for_another_kernel_is_told_and_the_package_is_at_hand(string script, string error)
    {
        using var folder = new TemporaryFolder();
        var name = $"Probe{Guid.NewGuid():N}";
        LocalPackage.Write(folder.Root, name, script);
        await using var session = TestSession.In(folder);

        var shown = await session.ShowAsync($"#i \"nuget: {folder.Root}\"\n#r \"nuget: {name}\"\n{name}.Answer.Value");

        Assert.Equal("result: 42", shown[^1]);
        Assert.Contains(shown, text => text.StartsWith("stderr:", StringComparison.Ordinal) && text.Contains("extension.dib") && text.Contains(error));
    }

    [Fact]
    public void A_missing_tool_is_an_error_of_the_directive() =>
        Assert.Contains("`no-such-tool`", Assert.Throws<DirectiveException>(() => PackageRestorer.Start("no-such-tool", Path.GetTempPath())).Message);

    [Fact]
    public async Task A_second_assembly_of_one_name_is_an_error_that_names_both()
    {
        using var folder = new TemporaryFolder();
        var name = $"Twin{Guid.NewGuid():N}";
        LocalPackage.WriteAssembly(Path.Combine(folder.Root, "a", $"{name}.dll"));
        LocalPackage.WriteAssembly(Path.Combine(folder.Root, "b", $"{name}.dll"));
        await using var session = TestSession.In(folder);

        Assert.Equal(["result: 42"], await session.ShowAsync($"#r \"a/{name}.dll\"\n{name}.Answer.Value"));
        Assert.Equal(["result: 42"], await session.ShowAsync($"#r \"a/{name}.dll\"\n{name}.Answer.Value"));
        var message = Assert.Single(Assert.IsType<CellOutcome.CompileFailed>(await session.RunAsync($"#r \"b/{name}.dll\"")).Diagnostics);
        Assert.Contains(Path.Combine("a", $"{name}.dll"), message);
        Assert.Contains(Path.Combine("b", $"{name}.dll"), message);
    }

    [Theory]
    [InlineData("#!set --name x --value -1e-3\nx", "result: -0.001")]
    [InlineData("#!set --value=true --name=x\nx", "result: True")]
    [InlineData("#!set --name x --value C:\\new \nx", "result: C:\\new")]
    public async Task Values_are_set_as_numbers_truths_or_texts(string source, string result)
    {
        await using var session = new TestSession();

        Assert.Equal([result], await session.ShowAsync(source));
    }

    [Theory]
    [InlineData("\n#!set --name x --value @csharp:nowhere", "cell[1](2,9): error CS0103")]
    [InlineData("#!set --name x --value @input:how-many", "@input:how-many is not at hand")]
    [InlineData("#!set --name 1x --value 2", "is not understood")]
    [InlineData("#!set --name x", "is not understood")]
    public async Task What_cannot_be_set_is_an_error_with_its_line(string source, string error)
    {
        await using var session = new TestSession();

        Assert.Contains(error, Assert.Single(Assert.IsType<CellOutcome.CompileFailed>(await session.RunAsync(source)).Diagnostics));
    }
}
