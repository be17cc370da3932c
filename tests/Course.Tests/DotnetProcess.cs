using System.Diagnostics;

namespace Course.Tests;

/// <summary>What one call of a command did.</summary>
internal sealed record ProcessResult(int ExitCode, string Output, string Errors);

/// <summary>Calls `dotnet`: with the path of a program, or with a verb of its own.</summary>
internal static class DotnetProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static async Task<ProcessResult> RunAsync(string directory, string[] arguments, params (string Name, string Value)[] environment)
    {
        using var process = Start(directory, arguments, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end within {Limit}.");
        }

        return new(process.ExitCode, await output, await errors);
    }

    public static Process Start(string directory, string[] arguments, params (string Name, string Value)[] environment)
    {
        var info = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        return Process.Start(info)!;
    }
}
