using System.Text.Json;
using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>nbformat's JSON of one output (section "Code cell outputs" of the format).</summary>
internal static class OutputJson
{
    public static JsonObject Of(CellOutput output) => output switch
    {
        CellOutput.Stream stream => new JsonObject { ["name"] = stream.Name, ["output_type"] = "stream", ["text"] = MultilineText.Lines(stream.Text) },
        CellOutput.Display display => WithData("display_data", display.Data),
        CellOutput.Update update => WithData("display_data", update.Data),
        CellOutput.Result result => Result(result),
        CellOutput.Error error => new JsonObject
        {
            ["ename"] = error.Name,
            ["evalue"] = error.Message,
            ["output_type"] = "error",
            ["traceback"] = new JsonArray([.. error.Traceback.Select(line => JsonValue.Create(line))]),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(output), output, "Unknown kind of output."),
    };

    public static JsonObject Data(MimeBundle bundle)
    {
        var data = new JsonObject();
        foreach (var (type, value) in bundle.Data)
        {
            var isText = type.StartsWith("text/", StringComparison.Ordinal) && value?.GetValueKind() == JsonValueKind.String;
            data[type] = isText ? MultilineText.Lines(value!.GetValue<string>()) : value?.DeepClone();
        }

        return data;
    }

    public static JsonObject Metadata(MimeBundle bundle) => (JsonObject?)bundle.Metadata?.DeepClone() ?? [];

    private static JsonObject WithData(string type, MimeBundle bundle) => new()
    {
        ["data"] = Data(bundle),
        ["metadata"] = Metadata(bundle),
        ["output_type"] = type,
    };

    private static JsonObject Result(CellOutput.Result result)
    {
        var json = WithData("execute_result", result.Data);
        json["execution_count"] = result.ExecutionCount;
        return json;
    }
}
