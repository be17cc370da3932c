using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class JupyterFoldersTests
{
    [Theory]
    [InlineData("Linux", "/home/me/.local/share/jupyter")]
    [InlineData("Linux", "/data/jupyter", "XDG_DATA_HOME=/data")]
    [InlineData("Linux", "/home/me/.local/share/jupyter", "XDG_DATA_HOME=", "APPDATA=/roaming")]
    [InlineData("MacOS", "/home/me/Library/Jupyter", "XDG_DATA_HOME=/data")]
    [InlineData("Windows", "/roaming/jupyter", "APPDATA=/roaming")]
    [InlineData("Windows", "/home/me/.jupyter/data")]
    [InlineData("Linux", "/mine", "JUPYTER_DATA_DIR=/mine", "XDG_DATA_HOME=/data")]
    [InlineData("Windows", "/mine", "JUPYTER_DATA_DIR=/mine", "APPDATA=/roaming")]
    public void The_users_folder_follows_each_systems_rules(string platform, string expected, params string[] variables) =>
        Assert.Equal(expected, Folders(Enum.Parse<JupyterPlatform>(platform), variables).User.Replace('\\', '/'));

    [Theory]
    [InlineData("/home/me/.local/share/jupyter/runtime")]
    [InlineData("/mine/runtime", "JUPYTER_DATA_DIR=/mine", "XDG_RUNTIME_DIR=/run")]
    [InlineData("/running", "JUPYTER_DATA_DIR=/mine", "JUPYTER_RUNTIME_DIR=/running")]
    public async Task Connection_files_lie_where_Jupyter_looks_for_them(string expected, params string[] variables)
    {
        Assert.Equal(expected, Folders(JupyterPlatform.Linux, variables).Runtime.Replace('\\', '/'));
        string[] names = ["HOME=/home/me", "JUPYTER_DATA_DIR=", "JUPYTER_RUNTIME_DIR=", "XDG_DATA_HOME=", .. variables];
        var theirs = await SystemPython.PrintAsync(
            "jupyter_core", "from jupyter_core.paths import jupyter_runtime_dir; print(jupyter_runtime_dir())", [.. names.Select(Pair)]);
        Assert.Equal(expected, theirs.Trim());
    }

    [Fact]
    public void Kernels_are_looked_for_in_environments_and_in_the_system_too()
    {
        var found = Folders(JupyterPlatform.Linux, ["JUPYTER_PATH=/a:/b/", "VIRTUAL_ENV=/venv", "CONDA_PREFIX=/conda"]).SearchPath;

        Assert.Equal(
            [
                "/a", "/b", "/home/me/.local/share/jupyter", "/venv/share/jupyter", "/conda/share/jupyter",
                "/usr/local/share/jupyter", "/usr/share/jupyter", "/home/me/.ipython",
            ],
            found.Select(folder => folder.Replace('\\', '/')));
    }

    [Fact]
    public void On_Windows_the_system_is_ProgramData_and_lists_are_split_at_semicolons()
    {
        var found = Folders(JupyterPlatform.Windows, ["JUPYTER_PATH=C:/a;D:/b", "PROGRAMDATA=C:/ProgramData"]).SearchPath;

        Assert.Equal(["C:/a", "D:/b"], found.Take(2));
        Assert.Contains("C:/ProgramData/jupyter", found.Select(folder => folder.Replace('\\', '/')));
        Assert.DoesNotContain("/usr/share/jupyter", found);
    }

    [Theory]
    [InlineData()]
    [InlineData("XDG_DATA_HOME=/data")]
    [InlineData("JUPYTER_DATA_DIR=/mine", "JUPYTER_PATH=/a:/b/")]
    public async Task Jupyter_itself_looks_nowhere_else(params string[] variables)
    {
        string[] names = ["HOME=/home/me", "JUPYTER_DATA_DIR=", "JUPYTER_PATH=", "XDG_DATA_HOME=", "PYTHONNOUSERSITE=1", .. variables];
        var output = await SystemPython.PrintAsync(
            "jupyter_core", "from jupyter_core.paths import jupyter_path, jupyter_data_dir; print(jupyter_data_dir()); print('\\n'.join(jupyter_path()))",
            [.. names.Select(Pair)]);

        var ours = Folders(JupyterPlatform.Linux, variables);
        var (user, path) = (output.Split('\n')[0], output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..]);
        Assert.Equal(user, ours.User);
        Assert.Subset(ours.SearchPath.ToHashSet(), path.ToHashSet());
    }

    private static JupyterFolders Folders(JupyterPlatform platform, string[] variables)
    {
        var values = variables.Select(Pair).ToDictionary(pair => pair.Name, pair => pair.Value);
        return new(new(platform, "/home/me", name => values.GetValueOrDefault(name)));
    }

    private static (string Name, string? Value) Pair(string text) => (text.Split('=')[0], text[(text.IndexOf('=') + 1)..]);
}
