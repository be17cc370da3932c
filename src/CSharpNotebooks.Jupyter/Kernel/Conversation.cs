using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CSharpNotebooks.Jupyter;

/// <summary>A request of a front end.</summary>
/// <param name="Channel">Where it came in, and where its answer goes.</param>
/// <param name="Message">What it says.</param>
/// <param name="Arrived">When it came in.</param>
internal sealed record Request(Channel Channel, JupyterMessage Message, DateTimeOffset Arrived);

/// <summary>The kernel's side of the conversation: replies to the one that asked, outputs and states to all.</summary>
internal sealed class Conversation(Action<Channel, JupyterMessage> send, Func<JupyterMessage, bool, bool> publish)
{
    private readonly Lock _gate = new();
    private JupyterMessage? _running;
    private long _lost;

    /// <summary>Answers a request. Never throws: what cannot be written as a message is answered with the reason.</summary>
    public void Reply(Request request, string type, JsonObject content)
    {
        try
        {
            send(request.Channel, JupyterMessage.Create(request.Message.Identities, type, request.Message, content));
        }
        catch (Exception e) when (IsUnwritable(e))
        {
            send(request.Channel, JupyterMessage.Create(request.Message.Identities, type, request.Message, OutputMessages.Failure(e)));
        }
    }

    /// <summary>Asks the front end that the message's identities name.</summary>
    public void Ask(JupyterMessage question) => send(Channel.Stdin, question);

    /// <summary>Shows an output to every front end. What a hung one made impossible is made good with a sentence as soon as there is room.
    /// Never throws: a sentence stands for what cannot be written as a message, too.</summary>
    public void Show(JupyterMessage parent, string type, JsonObject content)
    {
        if (Interlocked.Exchange(ref _lost, 0) is > 0 and var lost && !Publish(parent, "stream", LossNotice(lost), isOutput: true))
        {
            Interlocked.Add(ref _lost, lost);
        }

        if (!PublishOrExplain(parent, type, content))
        {
            Interlocked.Increment(ref _lost);
        }
    }

    /// <summary>Tells every front end something that is no output.</summary>
    public void Tell(JupyterMessage? parent, string type, JsonObject content) => Publish(parent, type, content, isOutput: false);

    public void Starting() => Tell(null, "status", State("starting"));

    public void Busy(JupyterMessage parent)
    {
        lock (_gate)
        {
            Tell(parent, "status", State("busy"));
        }
    }

    /// <summary>The request is done. Front ends show the last state that they hear, so one that was answered beside a running cell is followed by that
    /// cell's <c>busy</c> again.</summary>
    public void Idle(JupyterMessage parent)
    {
        lock (_gate)
        {
            Tell(parent, "status", State("idle"));
            if (_running is { } running)
            {
                Tell(running, "status", State("busy"));
            }
        }
    }

    /// <summary>Says that a cell runs from here on.</summary>
    public void BeginCell(JupyterMessage parent)
    {
        lock (_gate)
        {
            _running = parent;
            Tell(parent, "status", State("busy"));
        }
    }

    /// <summary>Says that the cell has ended.</summary>
    public void EndCell(JupyterMessage parent)
    {
        lock (_gate)
        {
            _running = null;
            Tell(parent, "status", State("idle"));
        }
    }

    private static JsonObject State(string state) => new() { ["execution_state"] = state };

    private static JsonObject ErrorText(string text) => new() { ["name"] = "stderr", ["text"] = text };

    private static JsonObject LossNotice(long lost) => ErrorText($"({lost} outputs are missing here: a connected front end did not take them in time.)\n");

    /// <summary>A host's formatter may give what JSON has no words for: a number that is not finite, half of a character, a text without end.</summary>
    private static bool IsUnwritable(Exception e) => e is JsonException or ArgumentException or InvalidOperationException;

    private bool PublishOrExplain(JupyterMessage parent, string type, JsonObject content)
    {
        try
        {
            return Publish(parent, type, content, isOutput: true);
        }
        catch (Exception e) when (IsUnwritable(e))
        {
            return Publish(parent, "stream", ErrorText($"An output is missing here, because it cannot be written as JSON: {e.Message}\n"), isOutput: true);
        }
    }

    private bool Publish(JupyterMessage? parent, string type, JsonObject content, bool isOutput) =>
        publish(JupyterMessage.Create([Encoding.UTF8.GetBytes(type)], type, parent, content), isOutput);
}
