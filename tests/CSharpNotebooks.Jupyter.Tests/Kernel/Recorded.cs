using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

/// <summary>A conversation whose messages are kept instead of sent. They are encoded as real ones are, so what cannot be written fails here too.</summary>
internal sealed class Recorded
{
    private readonly MessageCodec _codec = Messages.Codec();
    private readonly BlockingCollection<JupyterMessage> _sent = [];
    private readonly BlockingCollection<JupyterMessage> _published = [];

    public Recorded() => Conversation = new Conversation((_, message) => Keep(_sent, message), (message, isOutput) => (!isOutput || HasRoom) && Keep(_published, message));

    public Conversation Conversation { get; }

    /// <summary>Whether front ends take outputs.</summary>
    public bool HasRoom { get; set; } = true;

    public IReadOnlyList<JupyterMessage> Published => [.. _published];

    /// <summary>What was published, as a list of types and of what matters in each.</summary>
    public string[] Shown => [.. _published.Select(message => $"{message.Type}: {Gist(message.Content)}")];

    /// <summary>Waits for the next message to one front end.</summary>
    public JupyterMessage NextSent()
    {
        Assert.True(_sent.TryTake(out var message, TimeSpan.FromSeconds(60)), "nothing was sent in a minute");
        return message!;
    }

    public bool HasSent => _sent.Count > 0;

    private static string Gist(JsonObject content) =>
        (content["text"] ?? content["execution_state"] ?? content["evalue"] ?? content["data"]?["text/html"] ?? content["data"]?["text/plain"] ?? content["code"])?.ToString() ?? "";

    private bool Keep(BlockingCollection<JupyterMessage> list, JupyterMessage message)
    {
        _codec.Encode(message);
        list.Add(message);
        return true;
    }
}
