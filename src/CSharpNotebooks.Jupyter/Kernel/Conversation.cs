using System.Text;
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

    public void Reply(Request request, string type, JsonObject content) =>
        send(request.Channel, JupyterMessage.Create(request.Message.Identities, type, request.Message, content));

    /// <summary>Asks the front end that sent the parent.</summary>
    public void Ask(JupyterMessage parent, string type, JsonObject content) =>
        send(Channel.Stdin, JupyterMessage.Create(parent.Identities, type, parent, content));

    /// <summary>Shows an output to every front end. What a hung one made impossible is made good with a sentence as soon as there is room.</summary>
    public void Show(JupyterMessage parent, string type, JsonObject content)
    {
        if (Interlocked.Exchange(ref _lost, 0) is > 0 and var lost && !Publish(parent, "stream", LossNotice(lost), isOutput: true))
        {
            Interlocked.Add(ref _lost, lost);
        }

        if (!Publish(parent, type, content, isOutput: true))
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

    private static JsonObject LossNotice(long lost) => new()
    {
        ["name"] = "stderr",
        ["text"] = $"({lost} outputs are missing here: a connected front end did not take them in time.)\n",
    };

    private bool Publish(JupyterMessage? parent, string type, JsonObject content, bool isOutput) =>
        publish(JupyterMessage.Create([Encoding.UTF8.GetBytes(type)], type, parent, content), isOutput);
}
