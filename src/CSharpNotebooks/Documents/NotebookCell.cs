using System.Text.Json;
using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>One cell: a view on its JSON, which stays the only truth, so that fields unknown to the engine survive.</summary>
public sealed class NotebookCell
{
    internal NotebookCell(JsonObject node) => Node = node;

    /// <summary>The cell's JSON.</summary>
    public JsonObject Node { get; }

    /// <summary>What the cell holds.</summary>
    public CellKind Kind => Node["cell_type"]!.GetValue<string>() switch
    {
        "code" => CellKind.Code,
        "markdown" => CellKind.Markdown,
        _ => CellKind.Raw,
    };

    /// <summary>The cell's id; empty before nbformat 4.5, until <see cref="NotebookDocument.Normalise"/> gives one.</summary>
    public string Id => Node["id"] is JsonValue id && id.GetValueKind() == JsonValueKind.String ? id.GetValue<string>() : "";

    /// <summary>The text of the cell. Setting it keeps the form that the file uses: one string, or a list of lines.</summary>
    public string Source
    {
        get => MultilineText.Read(Node["source"]);
        set => Node["source"] = Node["source"] is JsonValue ? JsonValue.Create(value) : MultilineText.Lines(value);
    }

    /// <summary>The cell's metadata; created when the file has none.</summary>
    public JsonObject Metadata => Existing<JsonObject>("metadata") ?? Create("metadata", new JsonObject());

    /// <summary>The tags in the metadata, in order.</summary>
    public IReadOnlyList<string> Tags =>
        Existing<JsonObject>("metadata")?["tags"] is JsonArray tags
            ? [.. tags.Where(tag => tag?.GetValueKind() == JsonValueKind.String).Select(tag => tag!.GetValue<string>())]
            : [];

    /// <summary>The outputs of a code cell (nbformat's <c>outputs</c>); created when the file has none.</summary>
    /// <exception cref="InvalidOperationException">The cell is not a code cell.</exception>
    public JsonArray Outputs => Kind == CellKind.Code
        ? Existing<JsonArray>("outputs") ?? Create("outputs", new JsonArray())
        : throw new InvalidOperationException($"Cell {Id} is a {Kind} cell; only code cells have outputs.");

    /// <summary>The number of the execution that gave the outputs, or null when the cell has not been run.</summary>
    public int? ExecutionCount
    {
        get => Node["execution_count"] is JsonValue count && count.TryGetValue<int>(out var number) ? number : null;
        set => Node["execution_count"] = value;
    }

    /// <summary>A new code cell with its own id.</summary>
    public static NotebookCell Code(string source, params IEnumerable<string> tags)
    {
        var cell = New("code", source);
        cell.Node["execution_count"] = null;
        cell.Node["outputs"] = new JsonArray();
        JsonNode?[] names = [.. tags.Select(tag => JsonValue.Create(tag))];
        if (names.Length > 0)
        {
            cell.Metadata["tags"] = new JsonArray(names);
        }

        return cell;
    }

    /// <summary>A new Markdown cell with its own id.</summary>
    public static NotebookCell Markdown(string source) => New("markdown", source);

    /// <summary>Forgets outputs and execution count.</summary>
    public void ClearOutputs()
    {
        Outputs.Clear();
        ExecutionCount = null;
    }

    private static NotebookCell New(string type, string source) => new(new JsonObject
    {
        ["cell_type"] = type,
        ["id"] = CellIds.For(source),
        ["metadata"] = new JsonObject(),
        ["source"] = MultilineText.Lines(source),
    });

    private T? Existing<T>(string key) where T : JsonNode => Node[key] as T;

    private T Create<T>(string key, T value) where T : JsonNode
    {
        Node[key] = value;
        return value;
    }
}
