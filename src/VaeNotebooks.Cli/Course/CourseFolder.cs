namespace VaeNotebooks.Cli;

/// <summary>Where the course lies: the folder with the solution and <c>notebooks/</c>, found from the current directory upward.</summary>
internal sealed class CourseFolder
{
    private const string SolutionFile = "VaeNotebooks.sln";

    private CourseFolder(string root) => Root = root;

    public string Root { get; }

    public string Notebooks => Path.Combine(Root, "notebooks");

    /// <summary>The course around the current directory; the current directory itself when there is none, for notebooks named by path.</summary>
    public static CourseFolder Find()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, SolutionFile)) && Directory.Exists(Path.Combine(folder.FullName, "notebooks")))
            {
                return new(folder.FullName);
            }
        }

        return new(Environment.CurrentDirectory);
    }

    /// <summary>All notebooks of the course, in order.</summary>
    public IReadOnlyList<string> All() =>
        Directory.Exists(Notebooks) ? [.. Directory.GetFiles(Notebooks, "*.ipynb").Order(StringComparer.Ordinal)] : [];

    /// <summary>The notebooks that the arguments mean (a path, a number such as 04, a name), each once; all of them for no argument.</summary>
    /// <exception cref="UsageException">An argument means none, or the course has none.</exception>
    public IReadOnlyList<string> Resolve(IReadOnlyList<string> arguments)
    {
        var all = All();
        if (arguments.Count > 0)
        {
            return [.. arguments.Select(argument => Resolve(argument, all)).Distinct()];
        }

        return all.Count > 0
            ? all
            : throw new UsageException(
                $"No notebooks found: neither {Environment.CurrentDirectory} nor a folder above it holds {SolutionFile} and notebooks/. "
                + "Change to the course's folder, or name a notebook's path.");
    }

    private string Resolve(string argument, IReadOnlyList<string> all)
    {
        if (File.Exists(argument))
        {
            return Path.GetFullPath(argument);
        }

        if (argument.StartsWith('-'))
        {
            throw new UsageException($"'{argument}' is not an option here. See `vae --help`.");
        }

        var remedy = all.Count == 0 ? "Name an existing .ipynb file." : $"There are: {string.Join(", ", all.Select(Path.GetFileNameWithoutExtension))}.";
        return all.FirstOrDefault(path => IsMeant(Path.GetFileNameWithoutExtension(path), argument))
            ?? throw new UsageException($"There is no notebook '{argument}'. {remedy} See `vae --help`.");
    }

    private static bool IsMeant(string name, string argument)
    {
        var number = name.Split('-')[0];
        var topic = name[Math.Min(name.Length, number.Length + 1)..];
        var wanted = argument.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) ? argument[..^6] : argument;
        return new[] { name, topic, number, number.TrimStart('0') }.Contains(wanted, StringComparer.OrdinalIgnoreCase) && wanted.Length > 0;
    }
}
