using System.Diagnostics;

namespace Course.Tests;

/// <summary>Calls the real command, as a user does.</summary>
internal static class VaeProcess
{
    public static Task<ProcessResult> RunAsync(string directory, string[] arguments, params (string Name, string Value)[] environment) =>
        DotnetProcess.RunAsync(directory, [Places.VaeCommand, .. arguments], environment);

    public static Process Start(string directory, string[] arguments, params (string Name, string Value)[] environment) =>
        DotnetProcess.Start(directory, [Places.VaeCommand, .. arguments], environment);
}
