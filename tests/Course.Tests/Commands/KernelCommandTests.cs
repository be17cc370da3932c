using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace Course.Tests;

public sealed class KernelCommandTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("vae-kernel ü ");

    private string User => Path.Combine(_root.FullName, "user");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task Install_says_where_under_which_name_and_how_to_go_on()
    {
        var result = await VaeAsync("kernel", "install");

        Assert.Equal("", result.Errors);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains($".net-csharp in {Path.Combine(User, "kernels", ".net-csharp")}", result.Output);
        Assert.Contains("jupyter notebook", result.Output);
        Assert.Contains("Select Kernel > Jupyter Kernel...", result.Output);
    }

    [Fact]
    public async Task What_is_installed_starts_this_build()
    {
        await VaeAsync("kernel", "install", "--prefix", "a prefix", "--env", "OMP_NUM_THREADS=3", "--env", "EMPTY=");
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(_root.FullName, "a prefix", "share", "jupyter", "kernels", ".net-csharp", "kernel.json")))!;

        Assert.Equal("3", (string?)json["env"]!["OMP_NUM_THREADS"]);
        Assert.Equal("", (string?)json["env"]!["EMPTY"]);
        var missing = Path.Combine(_root.FullName, "no such connection.json");
        var argv = json["argv"]!.AsArray().Select(argument => ((string)argument!).Replace("{connection_file}", missing)).ToList();
        Assert.True(Path.IsPathFullyQualified(argv[0]));
        using var kernel = Process.Start(new ProcessStartInfo(argv[0], argv[1..]) { RedirectStandardError = true })!;
        Assert.Contains(missing, await kernel.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await kernel.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, kernel.ExitCode);
    }

    [Theory]
    [InlineData("kernel", "uninstall")]
    [InlineData("kernel", "install", "--uninstall")]
    public async Task Uninstall_removes_it_once(params string[] uninstall)
    {
        await VaeAsync("kernel", "install");

        var (first, second) = (await VaeAsync(uninstall), await VaeAsync(uninstall));

        Assert.Equal((0, 2), (first.ExitCode, second.ExitCode));
        Assert.Empty(Directory.GetDirectories(Path.Combine(User, "kernels")));
        Assert.StartsWith("vae: Nothing to uninstall", second.Errors);
    }

    [Theory]
    [InlineData("letters a-z", "install", "--name", "my kernel")]
    [InlineData("two different places", "install", "--user", "--prefix", "x")]
    [InlineData("not of the form NAME=value", "install", "--env", "OMP_NUM_THREADS")]
    [InlineData("no connection file nowhere.json", "run", "-f", "nowhere.json")]
    public async Task Wrong_usage_is_explained(string explanation, params string[] arguments)
    {
        var result = await VaeAsync(["kernel", .. arguments]);

        Assert.Contains(explanation, result.Errors);
        Assert.Equal(2, result.ExitCode);
    }

    [Fact]
    public async Task Help_teaches_by_example() => Assert.Contains("vae kernel install --prefix", (await VaeAsync("kernel", "install", "--help")).Output);

    private Task<ProcessResult> VaeAsync(params string[] arguments) => VaeProcess.RunAsync(
        _root.FullName, arguments, ("JUPYTER_DATA_DIR", User), ("JUPYTER_PATH", ""), ("VIRTUAL_ENV", ""), ("CONDA_PREFIX", ""));
}
