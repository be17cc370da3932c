using System.Text.Json.Nodes;
using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>
/// Solutions of a notebook's exercises: <c>solutions/NN-topic.csx</c> beside it holds one <c>#region id</c> for each cell whose metadata names that
/// exercise. Putting them in replaces the source of those cells.
/// </summary>
internal static class ExerciseSolutions
{
    /// <summary>Replaces the source of each exercise cell; a notebook without exercises needs no file.</summary>
    /// <exception cref="UsageException">An exercise has no solution, or a solution has no exercise.</exception>
    public static void PutIn(NotebookDocument notebook, string notebookPath)
    {
        var solutions = Of(notebook, notebookPath);
        foreach (var cell in notebook.Cells)
        {
            if (ExerciseId(cell) is { } id)
            {
                cell.Source = solutions[id];
            }
        }
    }

    /// <summary>The solution of each exercise of the notebook, by its id.</summary>
    /// <exception cref="UsageException">An exercise has no solution, or a solution has no exercise.</exception>
    public static IReadOnlyDictionary<string, string> Of(NotebookDocument notebook, string notebookPath)
    {
        var file = Path.Combine(Path.GetDirectoryName(notebookPath)!, "solutions", Path.GetFileNameWithoutExtension(notebookPath) + ".csx");
        var regions = File.Exists(file) ? Regions(File.ReadAllText(file)) : [];
        var exercises = notebook.Cells.Select(ExerciseId).OfType<string>().ToList();
        if (exercises.Except(regions.Keys).FirstOrDefault() is { } unsolved)
        {
            throw new UsageException($"{file} has no `#region {unsolved}`: add the solution of that exercise.");
        }

        if (regions.Keys.Except(exercises).FirstOrDefault() is { } orphan)
        {
            throw new UsageException($"{file} solves '{orphan}', but no cell of {notebookPath} has that id in its metadata (\"exercise\").");
        }

        return regions;
    }

    /// <summary>The id in the cell's metadata, or null for a cell that is no exercise.</summary>
    public static string? ExerciseId(NotebookCell cell) =>
        cell.Metadata["exercise"] is JsonValue id && id.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The text of each region by its name. Text outside regions is for the reader only.</summary>
    public static Dictionary<string, string> Regions(string text)
    {
        var regions = new Dictionary<string, List<string>>();
        List<string>? current = null;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var directive = line.Trim();
            if (directive.StartsWith("#region ", StringComparison.Ordinal))
            {
                regions[directive["#region ".Length..].Trim()] = current = [];
            }
            else if (directive.StartsWith("#endregion", StringComparison.Ordinal))
            {
                current = null;
            }
            else
            {
                current?.Add(line);
            }
        }

        return regions.ToDictionary(region => region.Key, region => string.Join('\n', region.Value).Trim('\n'));
    }
}
