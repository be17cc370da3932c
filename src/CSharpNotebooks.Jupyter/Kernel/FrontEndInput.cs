using System.Text.Json.Nodes;

namespace CSharpNotebooks.Jupyter;

/// <summary>Lets a cell ask its reader: the front end that sent the cell shows a line to type in ("Messages on the stdin channel").</summary>
internal sealed class FrontEndInput : IInputSource
{
    private readonly Lock _oneAtATime = new();
    private volatile Cell? _cell;
    private volatile Question? _question;

    /// <summary>From here on the running code may ask the sender of this request, if that one takes questions.</summary>
    public void Begin(Conversation conversation, JupyterMessage request, CancellationToken stop) =>
        _cell = request.Flag("allow_stdin", false) ? new Cell(conversation, request, stop) : null;

    /// <summary>The cell has ended. Code of it that still asks, on another thread, gets no answer any more and holds up no later question.</summary>
    public void End() => Interlocked.Exchange(ref _cell, null)?.End();

    /// <summary>An answer has come. One that nobody waits for is dropped.</summary>
    public void Receive(JupyterMessage reply)
    {
        if (reply.Type == "input_reply" && _question is { } question && question.IsAnsweredBy(reply))
        {
            question.Answer.TrySetResult(reply.Text("value") ?? "");
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
            try
            {
                cell.Stop.ThrowIfCancellationRequested();
                return Answer(cell, JupyterMessage.Create(
                    cell.Request.Identities, "input_request", cell.Request, new JsonObject { ["prompt"] = prompt, ["password"] = isSecret }));
            }
            finally
            {
                _question = null;
            }
        }
    }

    private string Answer(Cell cell, JupyterMessage message)
    {
        var question = new Question(message.Id, cell.Request.Id, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _question = question;
        cell.Conversation.Ask(message);
        question.Answer.Task.Wait(cell.Stop);
        return question.Answer.Task.Result;
    }

    /// <summary>A running cell that may ask.</summary>
    private sealed class Cell(Conversation conversation, JupyterMessage request, CancellationToken stop)
    {
        private readonly CancellationTokenSource _ended = CancellationTokenSource.CreateLinkedTokenSource(stop);

        public Conversation Conversation => conversation;

        public JupyterMessage Request => request;

        public CancellationToken Stop => _ended.Token;

        public void End() => _ended.Cancel();
    }

    /// <summary>A question that waits for its answer.</summary>
    private sealed record Question(string Id, string RequestId, TaskCompletionSource<string> Answer)
    {
        /// <summary>Some front ends say which question they answer, some which cell, and some nothing; an answer to an earlier one came too late.</summary>
        public bool IsAnsweredBy(JupyterMessage reply) => reply.ParentId is "" || reply.ParentId == Id || reply.ParentId == RequestId;
    }
}
