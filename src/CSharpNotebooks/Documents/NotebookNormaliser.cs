using System.Text.Json;
using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>The canonical form of a notebook, so that a diff shows what an author changed and nothing else.</summary>
internal static class NotebookNormaliser
{
    /// <summary>Metadata of cells and notebooks that says when, where or how long something ran.</summary>
    private static readonly string[] ExecutionNoise = ["execution", "ExecuteTime", "execution_info", "papermill"];

    public static void Apply(NotebookDocument document)
    {
        CellIds.MakeUnique(document.Cells);
        Remove(document.Metadata, ExecutionNoise);
        var executed = 0;
        foreach (var cell in document.Cells)
        {
            Remove(cell.Metadata, ExecutionNoise);
            cell.Node["source"] = MultilineText.Lines(cell.Source.ReplaceLineEndings("\n"));
            if (cell.Kind == CellKind.Code)
            {
                NormaliseOutputs(cell, ref executed);
            }
        }

        RaiseMinorVersion(document.Root);
        SortKeys(document.Root);
    }

    private static void NormaliseOutputs(NotebookCell cell, ref int executed)
    {
        cell.ExecutionCount = cell.ExecutionCount is null ? null : ++executed;
        foreach (var output in cell.Outputs.Cast<JsonObject>())
        {
            output.Remove("transient");
            if (output.ContainsKey("execution_count"))
            {
                output["execution_count"] = cell.ExecutionCount;
            }

            SplitLines(output, "text");
            foreach (var type in (output["data"] as JsonObject)?.Select(form => form.Key).Where(IsText).ToArray() ?? [])
            {
                SplitLines((JsonObject)output["data"]!, type);
            }
        }
    }

    private static bool IsText(string mimeType) => mimeType.StartsWith("text/", StringComparison.Ordinal) || mimeType == "image/svg+xml";

    private static void SplitLines(JsonObject parent, string key)
    {
        if (parent[key] is JsonValue value && value.GetValueKind() == JsonValueKind.String)
        {
            parent[key] = MultilineText.Lines(value.GetValue<string>());
        }
    }

    private static void Remove(JsonObject metadata, string[] keys)
    {
        foreach (var key in keys)
        {
            metadata.Remove(key);
        }
    }

    private static void RaiseMinorVersion(JsonObject root)
    {
        if (root["nbformat_minor"] is not JsonValue minor || !minor.TryGetValue<int>(out var number) || number < 5)
        {
            root["nbformat_minor"] = 5;
        }
    }

    private static void SortKeys(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                SortKeys(item);
            }
        }
        else if (node is JsonObject parent)
        {
            var sorted = parent.OrderBy(property => property.Key, StringComparer.Ordinal).ToArray();
            parent.Clear();
            foreach (var (key, value) in sorted)
            {
                parent.Add(key, value);
                SortKeys(value);
            }
        }
    }
}
