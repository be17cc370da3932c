using System.Diagnostics;
using Xunit;

[assembly: AssemblyFixture(typeof(Course.Tests.Jupyter.JupyterInstallation))]

namespace Course.Tests.Jupyter;

/// <summary>A real Jupyter whose folders are temporary, with `vae` installed in it as a kernel, as a user does it.</summary>
public sealed class JupyterInstallation : IDisposable
{
    /// <summary>The kernel that the course's notebooks ask for.</summary>
    public const string KernelName = ".net-csharp";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("vae-jupyter-");
    private readonly Lazy<Task> _installed;

    public JupyterInstallation() => _installed = new(InstallAsync);

    /// <summary>A folder of Jupyter's, for example <c>runtime</c>.</summary>
    public string Folder(string name) => Path.Combine(_root.FullName, name);

    /// <summary>Skips the test where a Python module of Jupyter's is missing; otherwise the kernel is installed when this returns.</summary>
    /// <param name="modules">Python modules, for example <c>nbconvert</c>.</param>
    public async Task RequireAsync(params string[] modules)
    {
        foreach (var module in modules)
        {
            Assert.SkipUnless(
                Python.Has(module), $"Python has no module {module} here, so no real client was tried. Debian's packages: {Python.DebianPackages}.");
        }

        await _installed.Value;
    }

    /// <summary>Runs Python with Jupyter's folders set, and asserts that it ends well.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> RunAsync(string directory, params string[] arguments) => RunAsync(directory, arguments, CancellationToken.None);

    /// <inheritdoc cref="RunAsync(string, string[])"/>
    public async Task<string> RunAsync(string directory, string[] arguments, CancellationToken stop)
    {
        var result = await CommandProcess.RunAsync(Python.Path!, directory, arguments, Limit, stop, Environment);
        var text = result.Output + result.Errors;
        Assert.True(result.ExitCode == 0, $"python {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{text}");
        return text;
    }

    /// <summary>Starts Python with Jupyter's folders set.</summary>
    public Process Start(string directory, params string[] arguments) => CommandProcess.Start(Python.Path!, directory, arguments, Environment);

    public void Dispose() => _root.Delete(recursive: true);

    private (string Name, string Value)[] Environment =>
    [
        ("JUPYTER_DATA_DIR", Folder("data")),
        ("JUPYTER_CONFIG_DIR", Folder("config")),
        ("JUPYTER_RUNTIME_DIR", Folder("runtime")),
        ("IPYTHONDIR", Folder("ipython")),
        ("PYTHONDONTWRITEBYTECODE", "1"),
        ("PYTHONWARNINGS", "ignore"),
    ];

    private async Task InstallAsync()
    {
        var result = await VaeProcess.RunAsync(_root.FullName, ["kernel", "install"], Environment);
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        Assert.Contains($" {KernelName} ", result.Output);
    }
}
