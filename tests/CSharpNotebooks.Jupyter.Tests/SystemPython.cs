using System.Diagnostics;
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
            Assert.Skip($"{Path} has no module {module}, so ours could not be compared with the original. Install jupyter-client to run this test.");
        }

        var (exitCode, output) = await RunAsync(script, environment);
        Assert.True(exitCode == 0, output);
        return output;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string script, (string Name, string? Value)[] environment)
    {
        var start = new ProcessStartInfo(Path, ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(texts));
    }
}
