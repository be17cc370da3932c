using System.CommandLine;

namespace CSharpNotebooks.Jupyter;

/// <summary>From arguments to an exit code; what goes wrong is said in one sentence.</summary>
/// <param name="program">The name that the user typed.</param>
/// <param name="isFailure">Which other exceptions are the world's fault and carry their explanation.</param>
public sealed class CommandRunner(string program, Func<Exception, bool> isFailure)
{
    /// <summary>Parses the arguments and runs the verb they name.</summary>
    public async Task<int> RunAsync(RootCommand root, IReadOnlyList<string> arguments)
    {
        var parsed = root.Parse(arguments);
        return parsed.Errors.Count == 0
            ? await InvokeAsync(parsed).ConfigureAwait(false)
            : Complain(
                string.Join(Environment.NewLine, parsed.Errors.Select(error => error.Message)) + $" See `{program} --help`.", ExitCode.WrongUsage);
    }

    private async Task<int> InvokeAsync(ParseResult parsed)
    {
        try
        {
            // Children that ignore a polite request are killed after their grace; only then is it time to give up.
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) };
            return await parsed.InvokeAsync(invocation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return Complain("Stopped.", ExitCode.Interrupted);
        }
        catch (Exception e) when (e is UsageException or KernelSpecException or NotebookFormatException)
        {
            return Complain(e.Message, ExitCode.WrongUsage);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException || isFailure(e))
        {
            return Complain(e.Message, ExitCode.Failed);
        }
        catch (Exception e)
        {
            return Complain($"This is a bug of {program}, please report it:{Environment.NewLine}{e}", ExitCode.Failed);
        }
    }

    private int Complain(string message, int exitCode)
    {
        Console.Error.WriteLine($"{program}: {message}");
        return exitCode;
    }
}
