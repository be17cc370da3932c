using System.Text.Json.Nodes;
using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>One output that is not what the notebook was stored with.</summary>
internal sealed record MovedOutput(string Cell, string What);

/// <summary>Compares the outputs of a stored notebook with those of a new run of the same cells.</summary>
internal static class NotebookComparison
{
    private const string Png = "image/png";

    /// <summary>What differs, in order. Text is equal when its words are and its numbers nearly are; durations are not compared.</summary>
    public static IReadOnlyList<MovedOutput> Moved(NotebookDocument stored, NotebookDocument executed) =>
    [
        .. from pair in stored.Cells.Zip(executed.Cells)
           where pair.First.Kind == CellKind.Code
           from what in Moved(pair.First, pair.Second)
           select new MovedOutput($"cell {pair.Second.ExecutionCount?.ToString() ?? "-"} (\"{pair.First.Id}\")", what),
    ];

    private static IEnumerable<string> Moved(NotebookCell stored, NotebookCell executed)
    {
        if (stored.Outputs.Count != executed.Outputs.Count)
        {
            return [$"{stored.Outputs.Count} outputs before, {executed.Outputs.Count} now"];
        }

        return stored.Outputs.Zip(executed.Outputs)
            .Select(pair => Moved((JsonObject)pair.First!, (JsonObject)pair.Second!))
            .OfType<string>();
    }

    private static string? Moved(JsonObject before, JsonObject now)
    {
        var verdict = VerdictChange(before, now);
        if (verdict is not null)
        {
            return verdict.Length == 0 ? null : verdict;
        }

        var (oldText, newText) = (Text(before), Text(now));
        if (TextComparison.FirstDifference(oldText, newText) is { } difference)
        {
            return difference;
        }

        return Form(before, Png) == Form(now, Png) ? null : "the picture is not the same, pixel for pixel";
    }

    /// <summary>Null when this is no verdict; empty when it is as before. Its numbers are judged by their own tolerance, in the verdict's status.</summary>
    private static string? VerdictChange(JsonObject before, JsonObject now)
    {
        var (old, current) = (before["data"]?[VerdictReader.MimeType], now["data"]?[VerdictReader.MimeType]);
        if (old is null || current is null)
        {
            return null;
        }

        var (was, isNow) = (old["status"]!.GetValue<string>(), current["status"]!.GetValue<string>());
        return was == isNow && (string?)old["message"] == (string?)current["message"] ? "" : $"{was} before, {isNow} now: {current["message"]}";
    }

    private static string Text(JsonObject output) => (string?)output["output_type"] switch
    {
        "stream" => Multiline(output["text"]),
        "error" => $"{output["ename"]}: {output["evalue"]}",
        _ => Form(output, "text/plain") is { Length: > 0 } plain ? plain : Form(output, "text/html"),
    };

    private static string Form(JsonObject output, string mimeType) => Multiline(output["data"]?[mimeType]);

    private static string Multiline(JsonNode? node) => node switch
    {
        JsonArray lines => string.Concat(lines.Select(line => (string?)line)),
        JsonValue value => value.ToString(),
        _ => "",
    };
}
