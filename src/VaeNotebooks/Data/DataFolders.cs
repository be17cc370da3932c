namespace VaeNotebooks;

/// <summary>Where data files live on this machine.</summary>
internal static class DataFolders
{
    private const string RepositoryMark = "VaeNotebooks.sln";

    /// <summary><c>data/cache</c> of the repository around the current directory or the program; else a folder of the user.</summary>
    public static string Cache =>
        (Repository(Environment.CurrentDirectory) ?? Repository(AppContext.BaseDirectory)) is { } root
            ? Path.Combine(root, "data", "cache")
            : UserCache;

    private static string UserCache
    {
        get
        {
            const Environment.SpecialFolder data = Environment.SpecialFolder.LocalApplicationData;
            var user = Environment.GetFolderPath(data, Environment.SpecialFolderOption.DoNotVerify);
            return Path.Combine(user.Length > 0 ? user : Path.GetTempPath(), "VaeNotebooks", "data");
        }
    }

    private static string? Repository(string start)
    {
        var folder = new DirectoryInfo(start);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, RepositoryMark)))
        {
            folder = folder.Parent;
        }

        return folder?.FullName;
    }
}
