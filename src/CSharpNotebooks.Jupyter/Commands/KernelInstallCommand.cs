using System.CommandLine;

namespace CSharpNotebooks.Jupyter;

/// <summary>`kernel install`: writes the specification by which Jupyter finds this program.</summary>
internal static class KernelInstallCommand
{
    public static Command Create(KernelHost host)
    {
        var place = new KernelPlace();
        var uninstall = new Option<bool>("--uninstall") { Description = "The same as the verb uninstall." };
        var variables = AssignmentsOption.Create("--env", "NAME=value", "A variable that the kernel starts with, as NAME=value; may be repeated.");
        var command = new Command("install", "Makes the kernel known to Jupyter and VS Code.") { variables, uninstall };
        place.AddTo(command);
        command.SetAction(parsed => parsed.GetValue(uninstall)
            ? KernelUninstallCommand.Uninstall(parsed, place, host)
            : Install(parsed, place, host, parsed.GetValue(variables)!));
        return command;
    }

    private static int Install(ParseResult parsed, KernelPlace place, KernelHost host, Dictionary<string, string> variables)
    {
        var environment = new Dictionary<string, string>(host.Environment);
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        var kernel = new KernelDescription(host.Program, KernelLaunch.OfThisProgram(), environment);
        var specs = new KernelSpecs(JupyterFolders.Current);
        var folder = place.DataFolder(parsed);
        var installation = parsed.GetValue(place.Name) is { } given ? specs.InstallAs(given, kernel, folder) : specs.Install(kernel, folder);
        parsed.InvocationConfiguration.Output.WriteLine(InstallationReport.Of(installation, folder));
        return ExitCode.Success;
    }
}
