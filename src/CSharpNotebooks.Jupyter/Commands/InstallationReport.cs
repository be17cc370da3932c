namespace CSharpNotebooks.Jupyter;

/// <summary>What a user wants to know after an installation: where, under which name, and how to open a notebook now.</summary>
internal static class InstallationReport
{
    public static string Of(KernelInstallation installation, string dataFolder) =>
        string.Join(Environment.NewLine, [.. Installed(installation), .. Found(dataFolder), "", .. HowToOpen(installation.Spec.Name)]);

    private static IEnumerable<string> Installed(KernelInstallation installation)
    {
        var (name, folder) = (installation.Spec.Name, installation.Spec.Folder);
        yield return $"Installed the kernel {KernelDescription.DisplayName(name)} as {name} in {folder}";
        if (installation is KernelInstallation.BesideAnother { Other: var other })
        {
            yield return $"The name {KernelSpecs.NotebookName}, which notebooks ask for, is taken: {other.Folder} starts {other.Program}.";
            yield return $"So choose {KernelDescription.DisplayName(name)} in a notebook's kernel menu, or remove the other kernel and install again.";
        }
    }

    private static IEnumerable<string> Found(string dataFolder) => JupyterFolders.Current.SearchPath.Contains(dataFolder)
        ? []
        : [$"Jupyter looks there when it runs from that prefix, or with JUPYTER_PATH={dataFolder}"];

    private static IEnumerable<string> HowToOpen(string name) =>
    [
        "Open a notebook with",
        "  jupyter notebook      or jupyter lab: in the folder of the notebooks",
        $"  VS Code               with the Jupyter extension: Select Kernel > Jupyter Kernel... > {KernelDescription.DisplayName(name)}",
        $"  jupyter nbconvert     --to notebook --execute --inplace --ExecutePreprocessor.kernel_name={name} NOTEBOOK.ipynb",
    ];
}
