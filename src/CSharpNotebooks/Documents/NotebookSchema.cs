using System.Text.Json;
using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>Checks what the engine relies on in nbformat 4: the version, the cells, and each cell's type, source, metadata and outputs. Everything
/// else is left alone.</summary>
internal static class NotebookSchema
{
    public static void Check(JsonNode? root, string name)
    {
        if (root is not JsonObject notebook)
        {
            throw new NotebookFormatException(name, $"expected a notebook (a JSON object), found {Describe(root)}.");
        }

        CheckVersion(notebook, name);
        if (notebook["cells"] is not JsonArray cells)
        {
            throw new NotebookFormatException(name, $"expected \"cells\" to be a list, found {Describe(notebook["cells"])}. Is this a notebook of nbformat 4?");
        }

        Optional<JsonObject>(notebook, "metadata", name, "an object");
        for (var i = 0; i < cells.Count; i++)
        {
            CheckCell(cells[i], $"{name}, cell {i + 1}");
        }
    }

    private static void CheckVersion(JsonObject notebook, string name)
    {
        var version = notebook["nbformat"];
        if (version?.GetValueKind() != JsonValueKind.Number || version.ToJsonString() != "4")
        {
            throw new NotebookFormatException(
                name,
                $"expected nbformat 4, found {(version is null ? "no \"nbformat\"" : Describe(version))}. Convert it: jupyter nbconvert --to notebook --nbformat 4.");
        }
    }

    private static void CheckCell(JsonNode? node, string name)
    {
        if (node is not JsonObject cell)
        {
            throw new NotebookFormatException(name, $"expected an object, found {Describe(node)}.");
        }

        if (!IsString(cell["cell_type"]) || cell["cell_type"]!.GetValue<string>() is not ("code" or "markdown" or "raw"))
        {
            throw new NotebookFormatException(name, $"expected \"cell_type\" to be code, markdown or raw, found {Describe(cell["cell_type"])}.");
        }

        if (!IsText(cell["source"]))
        {
            throw new NotebookFormatException(name, $"expected \"source\" to be a string or a list of strings, found {Describe(cell["source"])}.");
        }

        Optional<JsonObject>(cell, "metadata", name, "an object");
        Optional<JsonArray>(cell, "outputs", name, "a list");
        CheckOutputs(cell["outputs"] as JsonArray, name);
    }

    private static void CheckOutputs(JsonArray? outputs, string name)
    {
        foreach (var output in outputs ?? [])
        {
            if (output is not JsonObject || !IsString(output["output_type"]))
            {
                throw new NotebookFormatException(
                    name, $"expected each output to be an object with an \"output_type\", found {Describe(output)}. Clear the outputs.");
            }

            CheckForms((JsonObject)output, name);
        }
    }

    private static void CheckForms(JsonObject output, string name)
    {
        Optional<JsonObject>(output, "data", name, "an object");
        var forms = output["data"]?.AsObject().Where(form => !form.Key.EndsWith("json", StringComparison.Ordinal)) ?? [];
        var texts = output.ContainsKey("text") ? forms.Append(KeyValuePair.Create("text", output["text"])) : forms;
        foreach (var (key, value) in texts.Where(text => !IsText(text.Value)))
        {
            throw new NotebookFormatException(
                name, $"expected \"{key}\" of an output to be a string or a list of strings, found {Describe(value)}. Clear the outputs.");
        }
    }

    private static void Optional<T>(JsonObject parent, string key, string name, string expected) where T : JsonNode
    {
        if (parent.ContainsKey(key) && parent[key] is not T)
        {
            throw new NotebookFormatException(name, $"expected \"{key}\" to be {expected}, found {Describe(parent[key])}.");
        }
    }

    private static bool IsString(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;

    private static bool IsText(JsonNode? node) => IsString(node) || (node is JsonArray lines && lines.All(IsString));

    private static string Describe(JsonNode? node) => node switch
    {
        null => "nothing",
        JsonObject => "an object",
        JsonArray => "a list",
        _ => node.ToJsonString() is { Length: > 40 } text ? text[..40] + "..." : node.ToJsonString(),
    };
}
