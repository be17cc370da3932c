using System.Globalization;
using System.Text.Json.Nodes;

namespace CSharpNotebooks.Jupyter;

/// <summary>One message of the protocol ("General Message Format").</summary>
/// <param name="Identities">ZeroMQ's routing frames; for the output channel its topic.</param>
/// <param name="Header">Who says what, when: <c>msg_id</c>, <c>session</c>, <c>username</c>, <c>date</c>, <c>msg_type</c>, <c>version</c>.</param>
/// <param name="Parent">The header of the message that this one answers; empty when it answers none.</param>
/// <param name="Metadata">Seldom used.</param>
/// <param name="Content">What the type of the message says.</param>
internal sealed record JupyterMessage(
    IReadOnlyList<byte[]> Identities, JsonObject Header, JsonObject Parent, JsonObject Metadata, JsonObject Content)
{
    public const string Version = "5.3";

    /// <summary>What every kernel's own messages carry.</summary>
    private static readonly string Session = Guid.NewGuid().ToString("N");

    public string Type => Text(Header, "msg_type") ?? "";

    public string Id => Text(Header, "msg_id") ?? "";

    /// <summary>The id of the message that this one answers; empty when it names none.</summary>
    public string ParentId => Text(Parent, "msg_id") ?? "";

    /// <summary>When its sender says that it was sent; null when it does not say so.</summary>
    public DateTimeOffset? Date =>
        DateTimeOffset.TryParse(Text(Header, "date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    /// <summary>A message of this kernel.</summary>
    /// <param name="identities">Where it goes.</param>
    /// <param name="type">Its type, for example <c>execute_reply</c>.</param>
    /// <param name="parent">The message that it answers, if any.</param>
    /// <param name="content">Its content.</param>
    public static JupyterMessage Create(IReadOnlyList<byte[]> identities, string type, JupyterMessage? parent, JsonObject content)
    {
        var header = new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString("N"),
            ["session"] = Session,
            ["username"] = "kernel",
            ["date"] = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = Version,
        };
        return new(identities, header, parent?.Header ?? [], [], content);
    }

    /// <summary>A text of the content, or null when there is none of that name.</summary>
    public string? Text(string name) => Text(Content, name);

    /// <summary>A truth value of the content, or what it is when left out.</summary>
    public bool Flag(string name, bool otherwise) => Content[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : otherwise;

    /// <summary>A whole number of the content, or what it is when left out.</summary>
    public int Number(string name, int otherwise) => Content[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : otherwise;

    private static string? Text(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
