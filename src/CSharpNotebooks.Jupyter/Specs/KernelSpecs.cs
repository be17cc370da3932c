namespace CSharpNotebooks.Jupyter;

/// <summary>
/// Installs and removes the specifications by which Jupyter finds a kernel. Only those that bear the owner's mark are ever overwritten or deleted.
/// </summary>
/// <param name="folders">Where Jupyter looks.</param>
public sealed class KernelSpecs(JupyterFolders folders)
{
    /// <summary>The kernel that .NET notebooks ask for.</summary>
    public const string NotebookName = ".net-csharp";

    /// <summary>Installs under the name that notebooks ask for where nobody else holds it, else under a name of the owner's own.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="dataFolder">One of Jupyter's data folders; it need not exist yet.</param>
    /// <exception cref="KernelSpecException">Others hold both names, or the folder cannot be written.</exception>
    public KernelInstallation Install(KernelDescription kernel, string dataFolder) => OthersHolding(NotebookName, kernel.Owner, dataFolder) is not { } other
        ? new KernelInstallation.UnderItsName(Write(kernel, NotebookName, dataFolder))
        : new KernelInstallation.BesideAnother(InstallAs($"{kernel.Owner}-csharp", kernel, dataFolder).Spec, other);

    /// <summary>Installs under a given name.</summary>
    /// <exception cref="KernelSpecException">The name is not one, somebody else holds it, or the folder cannot be written.</exception>
    public KernelInstallation InstallAs(string name, KernelDescription kernel, string dataFolder)
    {
        var valid = KernelName.Validated(name);
        return OthersHolding(valid, kernel.Owner, dataFolder) is not { } other
            ? new KernelInstallation.UnderItsName(Write(kernel, valid, dataFolder))
            : throw new KernelSpecException(
                $"The kernel name {valid} is taken: {other.Folder} starts {other.Program}. Choose another with --name, or remove that kernel first.");
    }

    /// <summary>Removes every specification of one owner from a data folder, and says which they were.</summary>
    /// <exception cref="KernelSpecException">There are none, or the folder cannot be written.</exception>
    public static IReadOnlyList<KernelSpec> Uninstall(string owner, string dataFolder)
    {
        var own = In(dataFolder).Where(spec => spec.Owner == owner).ToList();
        return own.Count == 0
            ? throw new KernelSpecException($"Nothing to uninstall: {Kernels(dataFolder)} holds no kernel that `{owner}` installed.")
            : Delete(own);
    }

    /// <summary>Removes one specification of an owner from a data folder.</summary>
    /// <exception cref="KernelSpecException">There is none of that name, it is somebody else's, or the folder cannot be written.</exception>
    public static IReadOnlyList<KernelSpec> UninstallNamed(string name, string owner, string dataFolder)
    {
        var valid = KernelName.Validated(name);
        var found = In(dataFolder).Where(spec => spec.Name == valid).ToList();
        return found switch
        {
            [] => throw new KernelSpecException($"Nothing to uninstall: {Kernels(dataFolder)} holds no kernel {valid}."),
            [var other] when other.Owner != owner => throw new KernelSpecException(
                $"`{owner}` did not install the kernel in {other.Folder}, which starts {other.Program}, so it stays. `jupyter kernelspec remove {valid}` removes it."),
            _ => Delete(found),
        };
    }

    private static string Kernels(string dataFolder) => Path.Combine(dataFolder, "kernels");

    /// <summary>The specifications in a data folder, as Jupyter sees them: folders with the file, named without regard to case.</summary>
    private static IEnumerable<KernelSpec> In(string dataFolder) => Directory.Exists(Kernels(dataFolder))
        ? Directory.EnumerateDirectories(Kernels(dataFolder)).Where(folder => File.Exists(Path.Combine(folder, KernelSpec.FileName))).Select(KernelSpec.Read)
        : [];

    private KernelSpec? OthersHolding(string name, string owner, string dataFolder) =>
        folders.SearchPath.Prepend(dataFolder).SelectMany(In).FirstOrDefault(spec => spec.Name == name && spec.Owner != owner);

    private static KernelSpec Write(KernelDescription kernel, string name, string dataFolder)
    {
        var folder = Path.Combine(Kernels(dataFolder), name);
        KernelSpecFiles.Write(folder, kernel.ToJson(name));
        return KernelSpec.Read(folder);
    }

    private static List<KernelSpec> Delete(List<KernelSpec> specs)
    {
        specs.ForEach(spec => KernelSpecFiles.Delete(spec.Folder));
        return specs;
    }
}
