using System.Reflection;
using System.Runtime.InteropServices;

namespace CSharpNotebooks.Jupyter;

/// <summary>The command that starts a kernel, as a specification holds it. Full paths only: an editor that was started from a menu has no shell's PATH.</summary>
/// <param name="Arguments">The program and its arguments.</param>
/// <param name="Environment">Variables without which the program does not start.</param>
public sealed record KernelLaunch(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Jupyter puts the connection file's path where this stands.</summary>
    private const string ConnectionFile = "{connection_file}";

    private static readonly string[] Verb = ["kernel", "run", "--connection-file", ConnectionFile];

    /// <summary>This program again, as a kernel.</summary>
    public static KernelLaunch OfThisProgram() => Of(
        System.Environment.ProcessPath ?? throw new KernelSpecException("The path of this program is not known, so Jupyter could not start it."),
        Assembly.GetEntryAssembly()!.Location,
        RuntimeEnvironment.GetRuntimeDirectory());

    /// <summary>
    /// A program beside its assembly is started by <c>dotnet</c>, which needs no help to find the runtime. A program that lies elsewhere is the shim of an
    /// installed tool: its path outlives updates, that of its assembly does not; it finds the runtime by a variable.
    /// </summary>
    internal static KernelLaunch Of(string process, string assembly, string runtimeFolder)
    {
        var dotnet = new DirectoryInfo(runtimeFolder).Parent?.Parent?.Parent?.FullName ?? "";
        var muxer = Path.Combine(dotnet, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return IsShim(process, assembly)
            ? new([process, .. Verb], new Dictionary<string, string> { ["DOTNET_ROOT"] = dotnet })
            : new([File.Exists(muxer) ? muxer : process, assembly, .. Verb], new Dictionary<string, string>());
    }

    private static bool IsShim(string process, string assembly) =>
        !Path.GetFileNameWithoutExtension(process).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
        && Path.GetDirectoryName(process) != Path.GetDirectoryName(assembly);
}
