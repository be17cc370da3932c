using System.CommandLine;

namespace CSharpNotebooks.Jupyter;

/// <summary>The options that say which kernel specification is meant, and where.</summary>
internal sealed class KernelPlace
{
    private readonly Option<bool> _user = new("--user") { Description = "For the current user. The default." };

    private readonly Option<string?> _prefix = new("--prefix")
    {
        Description = "Under a prefix instead (into PREFIX/share/jupyter), such as that of a Python environment.",
        HelpName = "folder",
    };

    public Option<string?> Name { get; } = new("--name")
    {
        Description = $"The kernel's name. Default: {KernelSpecs.NotebookName}, which .NET notebooks ask for, where nobody else holds it.",
        HelpName = "name",
    };

    public void AddTo(Command command)
    {
        command.Add(Name);
        command.Add(_user);
        command.Add(_prefix);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_user) && result.GetValue(_prefix) is not null)
            {
                result.AddError("--user and --prefix name two different places: give one of them.");
            }
        });
    }

    public string DataFolder(ParseResult parsed) =>
        parsed.GetValue(_prefix) is { } prefix ? JupyterFolders.UnderPrefix(prefix) : JupyterFolders.Current.User;
}
