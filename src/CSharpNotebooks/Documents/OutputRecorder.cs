using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>
/// Writes what cells show into a notebook as nbformat does: neighbouring pieces of one stream become one output, and an update replaces every display of
/// its id, also in earlier cells. One recorder for one run of a notebook; not for use from several threads at once.
/// </summary>
public sealed class OutputRecorder
{
    private readonly Dictionary<string, List<JsonObject>> _displays = new(StringComparer.Ordinal);

    /// <summary>Adds one output to a code cell, or changes the displays that it updates.</summary>
    public void Record(NotebookCell cell, CellOutput output)
    {
        switch (output)
        {
            case CellOutput.Stream stream:
                RecordStream(cell.Outputs, stream);
                break;
            case CellOutput.Update update:
                RecordUpdate(update);
                break;
            case CellOutput.Display { DisplayId: { } id } display:
                Displays(id).Add(Add(cell.Outputs, OutputJson.Of(display)));
                break;
            default:
                Add(cell.Outputs, OutputJson.Of(output));
                break;
        }
    }

    private static JsonObject Add(JsonArray outputs, JsonObject output)
    {
        outputs.Add((JsonNode)output);
        return output;
    }

    private static void RecordStream(JsonArray outputs, CellOutput.Stream stream)
    {
        if (outputs.Count > 0 && outputs[^1] is JsonObject last && MultilineText.Read(last["name"]) == stream.Name && last["text"] is JsonArray lines)
        {
            MultilineText.Append(lines, stream.Text);
        }
        else
        {
            Add(outputs, OutputJson.Of(stream));
        }
    }

    private void RecordUpdate(CellOutput.Update update)
    {
        foreach (var display in Displays(update.DisplayId))
        {
            display["data"] = OutputJson.Data(update.Data);
            display["metadata"] = OutputJson.Metadata(update.Data);
        }
    }

    private List<JsonObject> Displays(string id)
    {
        if (!_displays.TryGetValue(id, out var displays))
        {
            _displays[id] = displays = [];
        }

        return displays;
    }
}
