using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

/// <summary>The Python that Debian's Jupyter packages belong to: the one at hand when theirs is not first on the PATH.</summary>
internal static class SystemPython
{
    private const string Path = "/usr/bin/python3";

    /// <summary>What a script prints. Skips the test where the script's modules are not installed.</summary>
    public static async Task<string> PrintAsync(string module, string script, params (string Name, string? Value)[] environment)
    {
        if (!File.Exists(Path) || await RunAsync($"import {module}", []) is { ExitCode: not 0 })
        {
            Assert.Skip($"{Path} has no module {module}, so no real Jupyter was asked. Install jupyter-client to run this test.");
        }

        var result = await RunAsync(script, environment);
        Assert.True(result.ExitCode == 0, result.Text);
        return result.Text;
    }

    private static Task<Command> RunAsync(string script, (string Name, string? Value)[] environment) => Command.RunAsync(Path, ["-c", script], environment);
}
