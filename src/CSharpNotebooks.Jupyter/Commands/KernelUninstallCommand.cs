using System.CommandLine;

namespace CSharpNotebooks.Jupyter;

/// <summary>`kernel uninstall`: removes specifications that this program installed.</summary>
internal static class KernelUninstallCommand
{
    public static Command Create(KernelHost host)
    {
        var place = new KernelPlace();
        var command = new Command("uninstall", $"Removes the kernel again: all that `{host.Program}` installed there, or the one of a name.");
        place.AddTo(command);
        command.SetAction(parsed => Uninstall(parsed, place, host));
        return command;
    }

    public static int Uninstall(ParseResult parsed, KernelPlace place, KernelHost host)
    {
        var folder = place.DataFolder(parsed);
        var removed = parsed.GetValue(place.Name) is { } name
            ? KernelSpecs.UninstallNamed(name, host.Program, folder)
            : KernelSpecs.Uninstall(host.Program, folder);
        foreach (var spec in removed)
        {
            parsed.InvocationConfiguration.Output.WriteLine($"Removed the kernel {spec.Name} from {spec.Folder}");
        }

        return ExitCode.Success;
    }
}
