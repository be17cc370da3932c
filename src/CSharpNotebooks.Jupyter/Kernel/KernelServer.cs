using System.Text.Json.Nodes;

namespace CSharpNotebooks.Jupyter;

/// <summary>A kernel at work: hands each request to the part that answers it.</summary>
internal sealed class KernelServer : IAsyncDisposable
{
    /// <summary>A front end that takes nothing for this long counts as hung.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long a running cell may take to end when the kernel ends.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly RequestSockets _sockets;
    private readonly OutputSocket _outputs;
    private readonly Conversation _conversation;
    private readonly ExecutionQueue _executions;
    private readonly FrontEndInput _input;
    private readonly PageScripts _pages;
    private readonly AssistanceRequests _assistance;
    private readonly History _history = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _shutdown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _executing = Task.CompletedTask;

    /// <summary>Binds all sockets.</summary>
    /// <exception cref="IOException">A port is taken.</exception>
    public KernelServer(ConnectionInfo connection, Task<CSharpSession> session, FrontEndInput input)
    {
        var codec = new MessageCodec(new MessageSigner(connection.Key));
        _sockets = new RequestSockets(connection, codec, Receive);
        _outputs = new OutputSocket(connection.Endpoint(connection.IopubPort), codec, Patience);
        _conversation = new Conversation(_sockets.Send, _outputs.Publish);
        (_input, _pages) = (input, new PageScripts([PlotlyScript.Instance]));
        _assistance = new AssistanceRequests(session);
        _executions = new ExecutionQueue(session, _conversation, _input, _pages, _history, _assistance);
    }

    /// <summary>Completes when a front end has asked for the end.</summary>
    public Task ShutdownRequested => _shutdown.Task;

    public void Start()
    {
        _conversation.Starting();
        _sockets.Start();
        _executing = Task.Run(() => _executions.RunAsync(_stop.Token));
    }

    public void Interrupt() => _executions.Interrupt();

    /// <summary>Stops a running cell, sends what is left, closes the sockets.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(_executing, Task.Delay(Grace)).ConfigureAwait(false);
        _sockets.Dispose();
        _outputs.Dispose();
        _stop.Dispose();
    }

    /// <summary>Runs on the thread of the sockets: nothing here waits.</summary>
    private void Receive(Channel channel, JupyterMessage message)
    {
        var request = new Request(channel, message, DateTimeOffset.UtcNow);
        switch (message.Type)
        {
            case var _ when channel == Channel.Stdin:
                _input.Receive(message);
                return;
            case "execute_request":
                _executions.Add(request);
                return;
            case "interrupt_request":
                Interrupt();
                break;
        }

        _ = Task.Run(() => AnswerAsync(request));
    }

    private async Task AnswerAsync(Request request)
    {
        _conversation.Busy(request.Message);
        if (await ContentOrFailureAsync(request.Message).ConfigureAwait(false) is { } content)
        {
            _conversation.Reply(request, request.Message.Type.Replace("_request", "_reply", StringComparison.Ordinal), content);
        }

        _conversation.Idle(request.Message);
        if (request.Message.Type == "shutdown_request")
        {
            _shutdown.TrySetResult();
        }
    }

    private async Task<JsonObject?> ContentOrFailureAsync(JupyterMessage request)
    {
        try
        {
            return await ContentAsync(request).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Who asked is told. The console is no place for it: while a cell runs, what is written there is that cell's output.
            return OutputMessages.Failure(e);
        }
    }

    /// <summary>The content of the reply; null for messages that get none.</summary>
    private async Task<JsonObject?> ContentAsync(JupyterMessage request)
    {
        switch (request.Type)
        {
            case "kernel_info_request":
                return await KernelInfoAsync().ConfigureAwait(false);
            case "complete_request":
                return await _assistance.CompleteAsync(request).ConfigureAwait(false);
            case "inspect_request":
                return await _assistance.InspectAsync(request).ConfigureAwait(false);
            case "is_complete_request":
                return AssistanceRequests.IsComplete(request);
            case "history_request":
                return _history.Reply(request);
            case "comm_info_request":
                return new() { ["status"] = "ok", ["comms"] = new JsonObject() };
            case "interrupt_request":
                return new() { ["status"] = "ok" };
            case "shutdown_request":
                return Shutdown(request);
            case "comm_open":
                // No comm has a target here; the front end is told that it is closed.
                _conversation.Tell(request, "comm_close", new() { ["comm_id"] = request.Text("comm_id"), ["data"] = new JsonObject() });
                return null;
            default:
                return null;
        }
    }

    /// <summary>Front ends ask this to know that the kernel is ready: it is when the next cell runs at once, not when the sockets are open.</summary>
    private async Task<JsonObject> KernelInfoAsync()
    {
        _pages.PageOpened();
        await CSharpSession.WarmUpAsync().ConfigureAwait(false);
        _assistance.KernelWaits();
        return KernelInfo.Reply();
    }

    private JsonObject Shutdown(JupyterMessage request)
    {
        var content = new JsonObject { ["status"] = "ok", ["restart"] = request.Flag("restart", false) };
        _conversation.Tell(request, "shutdown_reply", (JsonObject)content.DeepClone());
        return content;
    }
}
