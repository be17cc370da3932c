using System.Text.Json;
using System.Text.Json.Nodes;

namespace VaeNotebooks;

/// <summary>Says in words what a chart shows, from its Plotly JSON.</summary>
internal static class FigureText
{
    public static string Title(JsonObject figure)
    {
        JsonNode? title = figure["layout"]?["title"];
        string text = (title is JsonObject ? (string?)title["text"] : (string?)title) ?? "Chart";
        return System.Net.WebUtility.HtmlDecode(text.Replace("<br>", " ", StringComparison.Ordinal));
    }

    public static string Describe(JsonObject figure, string? alternative) =>
        $"{Title(figure)}\n{alternative ?? string.Join('\n', Traces(figure))}";

    private static IEnumerable<string> Traces(JsonObject figure) =>
        figure["data"]!.AsArray().Select((trace, i) => Describe(trace!.AsObject(), i)).OfType<string>();

    // A trace out of the legend is decoration of another: the edges of a band.
    private static string? Describe(JsonObject trace, int index)
    {
        string name = System.Net.WebUtility.HtmlDecode((string?)trace["name"] ?? $"{(string?)trace["type"]} {index + 1}");
        if (trace["z"] is JsonArray rows)
        {
            double[] z = [.. rows.OfType<JsonArray>().SelectMany(Numbers)];
            return $"- {name}: {rows.Count} x {(rows.FirstOrDefault() as JsonArray)?.Count ?? 0} values, {Range(z)}";
        }

        if ((bool?)trace["showlegend"] == false && trace["fill"] is not null || trace["y"] is not JsonArray y)
        {
            return null;
        }

        return y.Count <= 12 && trace["x"] is JsonArray labels && labels.FirstOrDefault()?.GetValueKind() == JsonValueKind.String
            ? $"- {name}: {string.Join(", ", labels.Zip(y, (label, value) => $"{label} {Value(value)}"))}"
            : $"- {name}: {y.Count} points{OverX(trace["x"])}, y {Range([.. Numbers(y)])}, first {Value(y[0])}, last {Value(y[^1])}";
    }

    private static string OverX(JsonNode? x) => x is JsonArray array && Numbers(array).ToArray() is { Length: > 0 } values ? $", x {Range(values)}" : "";

    private static string Range(double[] values) =>
        values.Length == 0 ? "no numbers" : $"from {NumberText.Significant(values.Min(), 4)} to {NumberText.Significant(values.Max(), 4)}";

    private static string Value(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number ? NumberText.Significant(value.GetValue<double>(), 4) : "none";

    private static IEnumerable<double> Numbers(JsonArray array) =>
        array.Where(value => value?.GetValueKind() == JsonValueKind.Number).Select(value => value!.GetValue<double>());
}
