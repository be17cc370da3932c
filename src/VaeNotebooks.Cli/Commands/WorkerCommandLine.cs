using System.CommandLine;
using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>The hidden verb by which `vae` starts itself for each notebook.</summary>
internal static class WorkerCommandLine
{
    public const string Verb = "worker";

    public static Command Create()
    {
        var pipe = new Argument<string>("PIPE");
        var command = new Command(Verb, "Runs one notebook for another `vae`.") { pipe };
        command.Hidden = true;
        command.SetAction((parsed, _) => NotebookWorker.RunAsync(parsed.GetRequiredValue(pipe), HostSession.Create, WarmUp.RunAsync));
        return command;
    }
}
