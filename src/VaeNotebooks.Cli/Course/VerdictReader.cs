using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>Reads the verdicts that the cells of an executed notebook showed.</summary>
internal static class VerdictReader
{
    public const string MimeType = "application/vnd.vaenotebooks.verdict+json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>All verdicts in order.</summary>
    public static IReadOnlyList<Verdict> Read(NotebookDocument notebook) =>
        [.. notebook.Cells.Where(cell => cell.Kind == CellKind.Code).SelectMany(Read)];

    /// <summary>The verdicts of one code cell.</summary>
    public static IEnumerable<Verdict> Read(NotebookCell cell) =>
        from output in cell.Outputs.OfType<JsonObject>()
        let json = (output["data"] as JsonObject)?[MimeType]
        where json is not null
        select Parse(cell, json);

    private static Verdict Parse(NotebookCell cell, JsonNode json)
    {
        try
        {
            return json.Deserialize<Verdict>(Format) ?? throw new JsonException("null");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"Cell \"{cell.Id}\" holds a verdict that cannot be read ({error.Message}): {json.ToJsonString()}");
        }
    }
}
