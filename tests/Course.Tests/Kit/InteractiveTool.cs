using System.Diagnostics;
using Xunit;

namespace Course.Tests;

/// <summary>The last .NET Interactive, installed once under `artifacts`, which git ignores.</summary>
internal static class InteractiveTool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>The command's path; a test that asks for it is skipped where the tool cannot be had.</summary>
    public static async Task<string> PathAsync()
    {
        var failure = await Installed.Value;
        Assert.SkipUnless(failure.Length == 0, $"the real kernel is not checked: .NET Interactive {Places.InteractiveVersion} cannot be had here: {failure}");
        return Command;
    }

    private static string Folder => Path.Combine(Places.CourseRoot, "artifacts", "tools", $"dotnet-interactive-{Places.InteractiveVersion}");

    private static string Command => Path.Combine(Folder, OperatingSystem.IsWindows() ? "dotnet-interactive.exe" : "dotnet-interactive");

    private static async Task<string> InstallAsync()
    {
        if (File.Exists(Command))
        {
            return "";
        }

        using var limit = new CancellationTokenSource(Patience);
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", ["tool", "install", "Microsoft.dotnet-interactive", "--version", Places.InteractiveVersion, "--tool-path", Folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return File.Exists(Command) ? "" : string.Concat(texts).Trim();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return $"not installed within {Patience}.";
        }
    }
}
