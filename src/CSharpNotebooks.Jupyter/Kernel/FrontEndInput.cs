using System.Text.Json.Nodes;

namespace CSharpNotebooks.Jupyter;

/// <summary>Lets a cell ask its reader: the front end that sent the cell shows a line to type in ("Messages on the stdin channel").</summary>
internal sealed class FrontEndInput : IInputSource
{
    private readonly Lock _oneAtATime = new();
    private volatile Cell? _cell;
    private volatile TaskCompletionSource<string>? _awaited;

    private sealed record Cell(Action<string, bool> Ask, CancellationToken Stop);

    /// <summary>From here on the running code may ask the sender of this request, if that one takes questions.</summary>
    public void Begin(Conversation conversation, JupyterMessage request, CancellationToken stop) => _cell = request.Flag("allow_stdin", false)
        ? new Cell((prompt, isSecret) => conversation.Ask(request, "input_request", new JsonObject { ["prompt"] = prompt, ["password"] = isSecret }), stop)
        : null;

    public void End() => _cell = null;

    /// <summary>An answer has come. One that nobody waits for is dropped.</summary>
    public void Receive(JupyterMessage reply)
    {
        if (reply.Type == "input_reply")
        {
            _awaited?.TrySetResult(reply.Text("value") ?? "");
        }
    }

    /// <inheritdoc/>
    public string? ReadLine(string prompt, bool isSecret)
    {
        if (_cell is not { } cell)
        {
            return null;
        }

        lock (_oneAtATime)
        {
            var awaited = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited = awaited;
            cell.Ask(prompt, isSecret);
            try
            {
                awaited.Task.Wait(cell.Stop);
                return awaited.Task.Result;
            }
            finally
            {
                _awaited = null;
            }
        }
    }
}
