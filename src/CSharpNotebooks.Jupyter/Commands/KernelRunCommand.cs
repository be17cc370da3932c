using System.CommandLine;

namespace CSharpNotebooks.Jupyter;

/// <summary>`kernel run`: what Jupyter starts.</summary>
internal static class KernelRunCommand
{
    public static Command Create(KernelHost host)
    {
        var file = new Option<string>("--connection-file", "-f")
        {
            Description = "The file with ports and key that the front end wrote.",
            HelpName = "file",
            Required = true,
        };
        var command = new Command("run", "Serves one front end. Jupyter starts this; there is no need to type it.") { file };
        // An asynchronous action would bring the parser's own answer to SIGINT, which is to end the process; to a kernel it means: interrupt the cell.
        command.SetAction(parsed => RunAsync(parsed.GetRequiredValue(file), host).GetAwaiter().GetResult());
        return command;
    }

    private static async Task<int> RunAsync(string connectionFile, KernelHost host)
    {
        if (!File.Exists(connectionFile))
        {
            throw new UsageException($"There is no connection file {connectionFile}. Jupyter writes one for each kernel that it starts.");
        }

        await JupyterKernel.RunAsync(connectionFile, host.CreateSession, CancellationToken.None).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
