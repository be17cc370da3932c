using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VaeNotebooks;

/// <summary>A verdict as one line of HTML, one line of text, and JSON.</summary>
internal sealed class VerdictFormatters
{
    public const string JsonMimeType = "application/vnd.vaenotebooks.verdict+json";

    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new MimeFormatter<Verdict>("text/html", Html),
        new MimeFormatter<Verdict>("text/plain", Text),
        new MimeFormatter<Verdict>(JsonMimeType, Json),
    ];

    public static string Text(Verdict verdict)
    {
        (string symbol, string word, _) = Look(verdict.Status);
        string figures = Figures(verdict) is { Length: > 0 } text ? ": " + text : "";
        string protocol = verdict.Protocol is null ? "" : $" [{verdict.Protocol}]";
        return $"{symbol} {word}: {verdict.Message}{figures}{protocol}";
    }

    // Text takes the page's own colour, so that it reads on white and on dark; only the bar and the symbol are coloured, and the word says the same.
    public static string Html(Verdict verdict)
    {
        (string symbol, string word, string colour) = Look(verdict.Status);
        string figures = Figures(verdict) is { Length: > 0 } text ? $": <span class=\"vae-figures\">{Encode(text)}</span>" : "";
        string protocol = verdict.Protocol is null ? "" : $" <small class=\"vae-protocol\" style=\"opacity:.75\">({Encode(verdict.Protocol)})</small>";
        return $"<div class=\"vae-verdict vae-{Name(verdict.Status)}\" style=\"border-left:4px solid {colour};padding:2px 10px;margin:2px 0\">"
            + $"<span class=\"vae-symbol\" style=\"color:{colour};font-weight:bold\" aria-hidden=\"true\">{symbol}</span> "
            + $"<strong>{word}</strong> {Encode(verdict.Message)}{figures}{protocol}</div>";
    }

    public static string Json(Verdict verdict) => new JsonObject
    {
        ["kind"] = JsonNamingPolicy.KebabCaseLower.ConvertName(verdict.Kind.ToString()),
        ["id"] = verdict.Id,
        ["status"] = Name(verdict.Status),
        ["message"] = verdict.Message,
        ["actual"] = Finite(verdict.Actual),
        ["expected"] = Finite(verdict.Expected),
        ["tolerance"] = Finite(verdict.Tolerance),
        ["unit"] = verdict.Unit,
        ["protocol"] = verdict.Protocol,
    }.ToJsonString();

    private static (string Symbol, string Word, string Colour) Look(VerdictStatus status) => status switch
    {
        VerdictStatus.Passed => ("\u2713", "passed", Green),
        VerdictStatus.Solved => ("\u2713", "solved", Green),
        VerdictStatus.Failed => ("\u2717", "failed", Red),
        VerdictStatus.Wrong => ("\u2717", "not right yet", Red),
        VerdictStatus.NotYet => ("\u25CB", "not tried yet", Grey),
        VerdictStatus.NotCompared => ("\u2013", "not compared", Grey),
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    // Each has a contrast of about 4 to 1 with white and with #1e1e1e.
    private const string Green = "#1f8f4e";
    private const string Red = "#dd4a3d";
    private const string Grey = "#7f7f7f";

    private static string Figures(Verdict verdict)
    {
        if (verdict.Actual is not { } actual)
        {
            return "";
        }

        double tolerance = verdict.Tolerance ?? Math.Abs(actual) * 1e-3;
        string unit = verdict.Unit is null ? "" : " " + verdict.Unit;
        string found = NumberText.WithTolerance(actual, tolerance);
        return verdict.Expected is { } expected
            ? $"{found}, expected {NumberText.WithTolerance(expected, tolerance)} \u00B1 {NumberText.Significant(tolerance, 2)}{unit}"
            : found + unit;
    }

    private static string Name(VerdictStatus status) => JsonNamingPolicy.KebabCaseLower.ConvertName(status.ToString());

    // JSON has no NaN and no infinity.
    private static JsonNode? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
