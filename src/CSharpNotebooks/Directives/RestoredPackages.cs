using System.Text.Json;
using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>Full paths of what a restore brought.</summary>
/// <param name="Compile">Assemblies to compile against.</param>
/// <param name="Runtime">Assemblies to load.</param>
/// <param name="Natives">Native libraries.</param>
/// <param name="Scripts">The scripts that packages bring for notebooks, by the names of the packages.</param>
/// <param name="Versions">The version of each package by its name, those that came along included.</param>
internal sealed record RestoredPackages(
    IReadOnlyList<string> Compile,
    IReadOnlyList<string> Runtime,
    IReadOnlyList<string> Natives,
    IReadOnlyList<string> Scripts,
    IReadOnlyDictionary<string, string> Versions)
{
    /// <summary>The convention of .NET Interactive: a package with this file has it run in each notebook that refers to the package.</summary>
    private const string Script = "interactive-extensions/dotnet/extension.dib";

    /// <summary>Nothing restored yet.</summary>
    public static RestoredPackages None { get; } = new([], [], [], [], new Dictionary<string, string>());

    /// <summary>Reads NuGet's <c>project.assets.json</c>; null when there is none, when the restore failed, or when a file has gone since.</summary>
    public static RestoredPackages? TryRead(string assetsFile)
    {
        try
        {
            var assets = JsonNode.Parse(File.ReadAllText(assetsFile))!;
            var restored = new RestoredPackages(
                Files(assets, "compile"), Files(assets, "runtime"), Files(assets, "native"), ReadScripts(assets), ReadVersions(assets));
            return Failed(assets) || restored.Compile.Concat(restored.Runtime).Any(path => !File.Exists(path)) ? null : restored;
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // The keys are of the form name/version.
    private static Dictionary<string, string> ReadVersions(JsonNode assets) =>
        assets["libraries"]!.AsObject().Select(library => library.Key.Split('/')).ToDictionary(key => key[0], key => key[1], StringComparer.OrdinalIgnoreCase);

    private static bool Failed(JsonNode assets) =>
        assets["logs"] is JsonArray logs && logs.Any(log => log?["level"]?.GetValue<string>() == "Error");

    private static List<string> Files(JsonNode assets, string kind)
    {
        var folders = Folders(assets);
        var target = assets["targets"]!.AsObject().Last(t => t.Value is not null).Value!.AsObject();
        return
        [
            .. from library in target
               let path = assets["libraries"]![library.Key]!["path"]?.GetValue<string>()
               from file in library.Value![kind]?.AsObject() ?? []
               where path is not null && !file.Key.EndsWith("_._", StringComparison.Ordinal)
               select Locate(folders, Path.Combine(path, file.Key)),
        ];
    }

    private static List<string> ReadScripts(JsonNode assets) =>
    [
        .. from library in assets["libraries"]!.AsObject()
           where library.Value!["files"] is JsonArray files && files.Any(file => file!.GetValue<string>() == Script)
           select Locate(Folders(assets), Path.Combine(library.Value["path"]!.GetValue<string>(), Script)),
    ];

    private static string[] Folders(JsonNode assets) => [.. assets["packageFolders"]!.AsObject().Select(folder => folder.Key)];

    private static string Locate(string[] folders, string relative) =>
        folders.Select(folder => Path.Combine(folder, relative)).FirstOrDefault(File.Exists) ?? Path.Combine(folders[0], relative);
}
