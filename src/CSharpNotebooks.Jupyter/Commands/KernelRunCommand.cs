using System.CommandLine;
using System.Globalization;

namespace CSharpNotebooks.Jupyter;

/// <summary>`kernel run`: what Jupyter starts. Typed by hand, without a file, it waits for front ends to connect.</summary>
internal static class KernelRunCommand
{
    public static Command Create(KernelHost host)
    {
        var file = new Option<string?>("--connection-file", "-f")
        {
            Description = "The file with ports and key that the front end wrote. Without it the kernel writes one, and says how to connect.",
            HelpName = "file",
        };
        var command = new Command("run", "Serves front ends. Jupyter starts this; there is no need to type it.") { file };
        // An asynchronous action would bring the parser's own answer to SIGINT, which is to end the process; to a kernel it means: interrupt the cell.
        command.SetAction(parsed => RunAsync(parsed.GetValue(file), host).GetAwaiter().GetResult());
        return command;
    }

    private static async Task<int> RunAsync(string? connectionFile, KernelHost host)
    {
        if (connectionFile is null)
        {
            await RunOnItsOwnAsync(host).ConfigureAwait(false);
        }
        else if (File.Exists(connectionFile))
        {
            await ServeAsync(connectionFile, host).ConfigureAwait(false);
        }
        else
        {
            throw new UsageException($"There is no connection file {connectionFile}. Jupyter writes one for each kernel that it starts.");
        }

        return ExitCode.Success;
    }

    private static async Task RunOnItsOwnAsync(KernelHost host)
    {
        var path = Path.Combine(JupyterFolders.Current.Runtime, string.Create(CultureInfo.InvariantCulture, $"kernel-{Environment.ProcessId}.json"));
        ConnectionFile.Create(path);
        try
        {
            Console.WriteLine($"To connect another client: jupyter console --existing {(path.Contains(' ') ? $"\"{path}\"" : path)}");
            await ServeAsync(path, host).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Task ServeAsync(string path, KernelHost host) => JupyterKernel.RunAsync(path, host.CreateSession, CancellationToken.None);
}
