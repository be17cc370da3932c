using System.Diagnostics;

namespace Course.Tests;

/// <summary>Calls `dotnet`: with the path of a program, or with a verb of its own.</summary>
internal static class DotnetProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static Task<ProcessResult> RunAsync(string directory, string[] arguments, params (string Name, string Value)[] environment) =>
        CommandProcess.RunAsync("dotnet", directory, arguments, Limit, environment);

    public static Process Start(string directory, string[] arguments, params (string Name, string Value)[] environment) =>
        CommandProcess.Start("dotnet", directory, arguments, environment);
}
