using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>
/// One value in several forms, keyed by MIME type, richest first. Text forms are JSON strings; forms whose type ends in <c>json</c> are JSON values
/// (nbformat 4.5, section "display_data"); binary forms (<c>image/png</c>) are base64 strings.
/// </summary>
public sealed record MimeBundle(JsonObject Data, JsonObject? Metadata = null)
{
    /// <summary>The form of the given type as text, or null when the bundle has none.</summary>
    public string? Text(string mimeType) => Data[mimeType] is JsonValue value ? value.GetValue<string>() : null;
}
