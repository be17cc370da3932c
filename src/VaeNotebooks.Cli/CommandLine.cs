using System.CommandLine;
using System.CommandLine.Help;
using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>From arguments to an exit code: the default verb, errors in one sentence, help with examples.</summary>
internal static class CommandLine
{
    private static readonly string[] OfRoot = ["-h", "--help", "-?", "/?", "/h", "--version"];

    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        AddExamples(root);
        var parsed = root.Parse(WithDefaultVerb(root, args));
        if (parsed.Errors.Count > 0)
        {
            return Complain(string.Join(Environment.NewLine, parsed.Errors.Select(error => error.Message)) + " See `vae --help`.", ExitCode.WrongUsage);
        }

        return await InvokeAsync(parsed);
    }

    /// <summary>What starts with no verb is meant for `run`: nothing at all, an option, or a notebook.</summary>
    private static string[] WithDefaultVerb(RootCommand root, string[] args) =>
        args is [var first, ..] && (OfRoot.Contains(first) || root.Subcommands.Any(verb => verb.Name == first)) ? args : ["run", .. args];

    private static async Task<int> InvokeAsync(ParseResult parsed)
    {
        try
        {
            // Children that ignore a polite request are killed after their grace; only then is it time to give up.
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(20) });
        }
        catch (OperationCanceledException)
        {
            return Complain("Stopped.", ExitCode.Interrupted);
        }
        catch (Exception e) when (e is UsageException or NotebookFormatException)
        {
            return Complain(e.Message, ExitCode.WrongUsage);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or DatasetException)
        {
            return Complain(e.Message, ExitCode.Failed);
        }
        catch (Exception e)
        {
            return Complain($"This is a bug of vae, please report it:{Environment.NewLine}{e}", ExitCode.Failed);
        }
    }

    private static int Complain(string message, int exitCode)
    {
        Console.Error.WriteLine($"vae: {message}");
        return exitCode;
    }

    private static void AddExamples(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }
}
