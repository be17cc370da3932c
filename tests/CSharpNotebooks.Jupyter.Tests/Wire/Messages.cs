using System.Text;
using System.Text.Json.Nodes;

namespace CSharpNotebooks.Jupyter.Tests;

/// <summary>Messages as a front end makes them.</summary>
internal static class Messages
{
    public const string Key = "a key of these tests";

    public static JupyterMessage Of(string type, string content, JsonObject? parent = null) => JupyterMessage.Create(
        [Encoding.UTF8.GetBytes("front end")], type, null, JsonNode.Parse(content)!.AsObject()) with
    {
        Parent = parent ?? [],
    };

    /// <summary>Signed frames of four parts that need not be JSON.</summary>
    public static byte[][] Frames(params string[] parts) => Frames([.. parts.Select(Encoding.UTF8.GetBytes)]);

    public static byte[][] Frames(params byte[][] parts) =>
        ["front end"u8.ToArray(), "<IDS|MSG>"u8.ToArray(), new MessageSigner(Key).Sign(parts), .. parts];

    /// <summary>The codec of somebody who holds the key and has seen nothing yet.</summary>
    public static MessageCodec Codec() => new(new MessageSigner(Key));
}
