using System.Text;
using Xunit;

namespace Course.Tests;

public sealed class WrongInputTests : IDisposable
{
    private readonly TemporaryCourse _course = new();

    public static TheoryData<string, byte[]> MalformedNotebooks => new()
    {
        { "01-empty", [] },
        { "02-not-json", "# just text"u8.ToArray() },
        { "03-cut-off", "{\"cells\": [{\"cell_type\": \"code\", \"sou"u8.ToArray() },
        { "04-no-cells", "{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {}}"u8.ToArray() },
        { "05-old-format", "{\"nbformat\": 3, \"nbformat_minor\": 0, \"metadata\": {}, \"worksheets\": []}"u8.ToArray() },
        { "06-wrong-cell", "{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {}, \"cells\": [42]}"u8.ToArray() },
        { "07-binary", [0x89, 0x50, 0x4e, 0x47, 0x00, 0xff, 0xfe, 0x00, 0x80] },
        { "08-large", Encoding.UTF8.GetBytes("{\"cells\": \"" + new string('x', 50 << 20) + "\"}") },
    };

    public void Dispose() => _course.Dispose();

    [Theory]
    [MemberData(nameof(MalformedNotebooks), DisableDiscoveryEnumeration = true)]
    public async Task A_malformed_notebook_is_named_in_one_short_message_and_nothing_runs(string name, byte[] content)
    {
        _course.AddRaw(name, content);

        var result = await _course.VaeAsync("run");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("vae: ", result.Errors);
        Assert.Contains(name, result.Errors);
        Assert.InRange(result.Errors.Length, 20, 1000);
        Assert.DoesNotContain("   at ", result.Errors);
        Assert.Equal("", result.Output);
        Assert.False(Directory.Exists(Path.Combine(_course.Root, "artifacts")));
    }

    [Theory]
    [InlineData("There is no notebook 'elbo'", "run", "elbo")]
    [InlineData("There are: 01-known", "run", "77")]
    [InlineData("not an option", "--fast")]
    [InlineData("epochs = 3", "run", "--set", "epoch=2")]
    [InlineData("'many' is not a value of that type", "run", "--set", "epochs=many")]
    [InlineData("not of the form name=value", "run", "--set", "epochs")]
    [InlineData("'soon' is not a time", "run", "--timeout", "soon")]
    [InlineData("'gpu'", "run", "--device", "gpu")]
    [InlineData("--jobs must be 1 or more, not '0'", "run", "--jobs", "0")]
    [InlineData("--jobs must be 1 or more, not 'all'", "run", "--jobs", "all")]
    [InlineData("There is no notebook 'chekc'", "chekc")]
    [InlineData("have one file name", "run", "notebooks/01-known.ipynb", "notebooks/solutions/01-known.ipynb")]
    [InlineData("has no `#region 01.kl`", "run", "--solutions")]
    [InlineData("'cifar' not recognized", "data", "fetch", "cifar")]
    [InlineData("cannot be combined", "run", "--save", "--set", "epochs=2")]
    public async Task Wrong_usage_is_explained_with_exit_code_2(string explanation, params string[] arguments)
    {
        var exercise = CSharpNotebooks.NotebookCell.Code("int Kl() => throw new NotImplementedException();");
        exercise.Metadata["exercise"] = "01.kl";
        var path = _course.Add("01-known", CSharpNotebooks.NotebookCell.Code("int epochs = 3;", "parameters"), exercise);
        File.Copy(path, Path.Combine(_course.Notebooks, "solutions", Path.GetFileName(path)));

        var result = await _course.VaeAsync(arguments);

        Assert.Contains(explanation, result.Errors);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task Help_teaches_by_example()
    {
        var result = await _course.VaeAsync("run", "--help");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("vae run 04 --set epochs=20", result.Output);
        var root = (await _course.VaeAsync("--help")).Output;
        Assert.DoesNotContain("worker", root);
        Assert.Contains("Exit code: 0", root);
    }
}
