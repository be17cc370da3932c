using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace CSharpNotebooks.Jupyter;

/// <summary>Runs cells one after the other, in the order in which they came. After one has failed, those that were waiting already are not run.</summary>
internal sealed class ExecutionQueue(
    Task<CSharpSession> session, Conversation conversation, FrontEndInput input, PageScripts pages, History history, AssistanceRequests assistance)
{
    /// <summary>A front end that runs all cells sends them at once: some may still be on their way when the first has failed.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromMilliseconds(100);

    private readonly Channel<Request> _requests = System.Threading.Channels.Channel.CreateUnbounded<Request>();
    private readonly Lock _gate = new();
    private CancellationTokenSource? _running;
    private DateTimeOffset _failedAt = DateTimeOffset.MinValue;
    private int _count;

    public void Add(Request request) => _requests.Writer.TryWrite(request);

    /// <summary>Stops the running cell, if one runs.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            // Cancelling runs the callbacks of whoever registered: not on the thread that hears the next interrupt.
            _ = _running?.CancelAsync();
        }
    }

    /// <summary>Serves requests until told to stop; a cell that runs then is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await foreach (var request in _requests.Reader.ReadAllAsync(stop).ConfigureAwait(false))
        {
            if (WasWaitingAtFailure(request))
            {
                Abort(request);
            }
            else
            {
                await RunAsync(request, stop).ConfigureAwait(false);
            }
        }
    }

    private bool WasWaitingAtFailure(Request request) =>
        request.Arrived <= _failedAt || (request.Arrived - _failedAt < OnTheWay && request.Message.Date < _failedAt);

    private void Abort(Request request)
    {
        conversation.Busy(request.Message);
        conversation.Reply(request, "execute_reply", new JsonObject { ["status"] = "aborted", ["execution_count"] = _count });
        conversation.Idle(request.Message);
    }

    private async Task RunAsync(Request request, CancellationToken stop)
    {
        using var running = CancellationTokenSource.CreateLinkedTokenSource(stop);
        SetRunning(running);
        assistance.CellBegins();
        conversation.BeginCell(request.Message);
        var reply = await ExecuteAsync(request.Message, running.Token).ConfigureAwait(false);
        SetRunning(null);
        if (reply["status"]!.GetValue<string>() == "error" && request.Message.Flag("stop_on_error", true))
        {
            _failedAt = DateTimeOffset.UtcNow;
        }

        conversation.Reply(request, "execute_reply", reply);
        conversation.EndCell(request.Message);
        assistance.KernelWaits();
    }

    private async Task<JsonObject> ExecuteAsync(JupyterMessage request, CancellationToken stop)
    {
        var source = request.Text("code") ?? "";
        var isSilent = request.Flag("silent", false);
        var counts = !isSilent && request.Flag("store_history", true);
        _count += counts ? 1 : 0;
        if (!isSilent)
        {
            conversation.Tell(request, "execute_input", new JsonObject { ["code"] = source, ["execution_count"] = _count });
        }

        var execution = new CellExecution(conversation, request, pages);
        input.Begin(conversation, request, stop);
        var outcome = await RunAsync(source, execution.Show, stop).ConfigureAwait(false);
        var reply = execution.Reply(outcome, _count);
        if (outcome is CellOutcome.Succeeded && request.Content["user_expressions"] is JsonObject { Count: > 0 } expressions)
        {
            reply["user_expressions"] = await EvaluateAsync(expressions, stop).ConfigureAwait(false);
        }

        input.End();
        execution.Finish();
        if (counts)
        {
            history.Add(_count, source, execution.Result);
        }

        return reply;
    }

    /// <summary>Runs a text. When the session cannot be made or the engine itself fails, that text has failed, and the next one is served.</summary>
    private async Task<CellOutcome> RunAsync(string source, Action<CellOutput> show, CancellationToken stop)
    {
        try
        {
            return await (await session.ConfigureAwait(false)).ExecuteAsync(source, _count, show, stop).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            show(ExceptionText.ErrorOf(e));
            return new CellOutcome.Threw(e);
        }
    }

    /// <summary>Values that the front end wants to know beside what the cell shows.</summary>
    private async Task<JsonObject> EvaluateAsync(JsonObject expressions, CancellationToken stop)
    {
        var values = new JsonObject();
        foreach (var (name, expression) in expressions)
        {
            var shown = new List<CellOutput>();
            await RunAsync(expression?.ToString() ?? "", shown.Add, stop).ConfigureAwait(false);
            values[name] = Value(shown);
        }

        return values;
    }

    private static JsonObject Value(List<CellOutput> shown)
    {
        var error = shown.OfType<CellOutput.Error>().LastOrDefault() ?? new CellOutput.Error("Error", "The expression has no value.", []);
        var content = shown.OfType<CellOutput.Result>().LastOrDefault() is { } result ? OutputMessages.Of(result).Content : OutputMessages.Error(error);
        content["status"] = content.ContainsKey("data") ? "ok" : "error";
        content.Remove("transient");
        content.Remove("execution_count");
        return content;
    }

    private void SetRunning(CancellationTokenSource? running)
    {
        lock (_gate)
        {
            _running = running;
        }
    }
}
