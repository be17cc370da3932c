using System.Text.Json.Nodes;

namespace CSharpNotebooks.Jupyter;

/// <summary>What a cell shows, as messages of the output channel.</summary>
internal static class OutputMessages
{
    public static (string Type, JsonObject Content) Of(CellOutput output) => output switch
    {
        CellOutput.Stream stream => ("stream", new() { ["name"] = stream.Name, ["text"] = stream.Text }),
        CellOutput.Display display => ("display_data", Content(display.Data, display.DisplayId)),
        CellOutput.Update update => ("update_display_data", Content(update.Data, update.DisplayId)),
        CellOutput.Result result => ("execute_result", WithCount(Content(result.Data, displayId: null), result.ExecutionCount)),
        CellOutput.Error error => ("error", Error(error)),
        _ => throw new ArgumentOutOfRangeException(nameof(output), output, "Unknown kind of output."),
    };

    public static JsonObject Error(CellOutput.Error error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray([.. error.Traceback.Select(line => JsonValue.Create(line))]),
    };

    /// <summary>The content of a reply that says why there is no better one.</summary>
    public static JsonObject Failure(Exception exception)
    {
        var content = Error(ExceptionText.ErrorOf(exception));
        content["status"] = "error";
        return content;
    }

    private static JsonObject Content(MimeBundle bundle, string? displayId) => new()
    {
        ["data"] = bundle.Data.DeepClone(),
        ["metadata"] = bundle.Metadata?.DeepClone() ?? new JsonObject(),
        ["transient"] = displayId is null ? [] : new JsonObject { ["display_id"] = displayId },
    };

    private static JsonObject WithCount(JsonObject content, int count)
    {
        content["execution_count"] = count;
        return content;
    }
}
