using System.Diagnostics;

namespace Course.Tests;

/// <summary>What one call of a command did.</summary>
internal sealed record ProcessResult(int ExitCode, string Output, string Errors);

/// <summary>Calls a program, with its output collected.</summary>
internal static class CommandProcess
{
    /// <exception cref="TimeoutException">It did not end in time, and was killed with everything that it had started.</exception>
    public static Task<ProcessResult> RunAsync(
        string program, string directory, string[] arguments, TimeSpan limit, params (string Name, string Value)[] environment) =>
        RunAsync(program, directory, arguments, limit, CancellationToken.None, environment);

    /// <exception cref="TimeoutException">It did not end in time.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more. In both cases it was killed with everything that it had started.</exception>
    public static async Task<ProcessResult> RunAsync(
        string program, string directory, string[] arguments, TimeSpan limit, CancellationToken stop, params (string Name, string Value)[] environment)
    {
        using var process = Start(program, directory, arguments, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(stop);
        clock.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(clock.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            stop.ThrowIfCancellationRequested();
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {limit}:\n{await output}{await errors}");
        }

        return new(process.ExitCode, await output, await errors);
    }

    public static Process Start(string program, string directory, string[] arguments, params (string Name, string Value)[] environment)
    {
        var info = new ProcessStartInfo(program, arguments)
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
