using Xunit;

namespace Course.Tests;

/// <summary>The last .NET Interactive, installed once under `artifacts`, which git ignores.</summary>
internal static class InteractiveTool
{
    private static readonly Lazy<Task<string>> Failure = new(InstallAsync);

    private static string Folder => Path.Combine(Places.CourseRoot, "artifacts", "tools", $"dotnet-interactive-{Places.InteractiveVersion}");

    private static string Command => Path.Combine(Folder, OperatingSystem.IsWindows() ? "dotnet-interactive.exe" : "dotnet-interactive");

    /// <summary>The command's path; a test that asks for it is skipped where the tool cannot be had.</summary>
    public static async Task<string> PathAsync()
    {
        var failure = await Failure.Value;
        Assert.SkipUnless(failure.Length == 0, $"the real kernel is not checked: .NET Interactive {Places.InteractiveVersion} cannot be had here: {failure}");
        return Command;
    }

    private static async Task<string> InstallAsync()
    {
        if (File.Exists(Command))
        {
            return "";
        }

        try
        {
            var result = await DotnetProcess.RunAsync(
                Places.CourseRoot, ["tool", "install", "Microsoft.dotnet-interactive", "--version", Places.InteractiveVersion, "--tool-path", Folder]);
            return result.ExitCode == 0 ? "" : $"{result.Output}{result.Errors}".Trim();
        }
        catch (TimeoutException e)
        {
            return e.Message;
        }
    }
}
