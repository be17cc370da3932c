namespace VaeNotebooks;

/// <summary>Where data files live on this machine.</summary>
internal static class DataFolders
{
    private const string RepositoryMark = "VaeNotebooks.sln";

    /// <summary><c>data/cache</c> of the repository around the current directory or the program; else a folder of the user.</summary>
    public static string Cache => Repository is { } root ? Path.Combine(root, "data", "cache") : UserCache;

    private static string? Repository => RepositoryAround(Environment.CurrentDirectory) ?? RepositoryAround(AppContext.BaseDirectory);

    private static string UserCache
    {
        get
        {
            const Environment.SpecialFolder data = Environment.SpecialFolder.LocalApplicationData;
            var user = Environment.GetFolderPath(data, Environment.SpecialFolderOption.DoNotVerify);
            return Path.Combine(user.Length > 0 ? user : Path.GetTempPath(), "VaeNotebooks", "data");
        }
    }

    /// <summary>
    /// The user's folder as a full path, null for none. A relative one is taken from the current directory and, where it leads nowhere from
    /// there, from the repository: notebooks and test hosts run in other folders than the one where the user typed it.
    /// </summary>
    public static string? Own(string? variable)
    {
        if (string.IsNullOrWhiteSpace(variable))
        {
            return null;
        }

        var here = Path.GetFullPath(variable);
        return !Directory.Exists(here) && Repository is { } root && Path.GetFullPath(variable, root) is var there && Directory.Exists(there)
            ? there
            : here;
    }

    private static string? RepositoryAround(string start)
    {
        var folder = new DirectoryInfo(start);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, RepositoryMark)))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }
}
