using System.CommandLine;

namespace CSharpNotebooks.Jupyter;

/// <summary>The verb `kernel`: lets Jupyter and VS Code find this program, and is what they start.</summary>
public static class KernelCommand
{
    /// <summary>The verb's name.</summary>
    public const string Verb = "kernel";

    /// <summary>Makes the verb for a program.</summary>
    public static Command Create(KernelHost host) => new(Verb, "Opens notebooks live: this program as a kernel of Jupyter and VS Code.")
    {
        KernelInstallCommand.Create(host),
        KernelUninstallCommand.Create(host),
        KernelRunCommand.Create(host),
    };

    /// <summary>What its help shows.</summary>
    public static string Examples(string program) => $"""
          {program} kernel install                            for you; then open a notebook in Jupyter or VS Code
          {program} kernel install --name my-csharp           under another name
          {program} kernel install --prefix "$VIRTUAL_ENV"    into a Python environment
          {program} kernel install --env OMP_NUM_THREADS=4    with a variable of its own (may be repeated)
          {program} kernel uninstall                          removes what `install` made, and nothing else
          {program} kernel run                                alone, for clients that connect to a running kernel
        """;
}
