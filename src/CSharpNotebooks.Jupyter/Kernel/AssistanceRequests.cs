using System.Text.Json.Nodes;

namespace CSharpNotebooks.Jupyter;

/// <summary>
/// Answers the requests about code that is being written: <c>complete</c>, <c>inspect</c>, <c>is_complete</c>. What it needs costs seconds of processor time
/// once, so it is loaded when the kernel has been quiet for a while: a headless run, which is never quiet, does not pay for it.
/// </summary>
internal sealed class AssistanceRequests(Task<CSharpSession> session)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private readonly Lazy<Task<CodeAssistant>> _assistant = new(async () => new CodeAssistant(await session.ConfigureAwait(false)));
    private CancellationTokenSource _warmUp = new();
    private CancellationTokenSource _completion = new();

    /// <summary>A cell begins: the processor is its.</summary>
    public void CellBegins() => Renew(ref _warmUp);

    /// <summary>The kernel waits for its reader: gets ready for questions about what the last cell brought.</summary>
    public void KernelWaits() => _ = WarmUpAsync(Renew(ref _warmUp));

    /// <summary>The reply to a <c>complete_request</c>. A newer request makes it give up with nothing: the text has changed since.</summary>
    public async Task<JsonObject> CompleteAsync(JupyterMessage request)
    {
        var (code, cursor) = CodeAndCursor(request);
        var completions = Completions.None(cursor);
        var newer = Renew(ref _completion);
        try
        {
            completions = await (await _assistant.Value.ConfigureAwait(false)).CompleteAsync(code, cursor, newer).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The empty answer.
        }

        return CompletionReply(code, completions);
    }

    /// <summary>The reply to an <c>inspect_request</c>.</summary>
    public async Task<JsonObject> InspectAsync(JupyterMessage request)
    {
        var (code, cursor) = CodeAndCursor(request);
        var assistant = await _assistant.Value.ConfigureAwait(false);
        var found = await assistant.InspectAsync(code, cursor, request.Number("detail_level", 0), CancellationToken.None).ConfigureAwait(false);
        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = found is not null,
            ["data"] = found is null ? new JsonObject() : new JsonObject { ["text/plain"] = found.Plain, ["text/markdown"] = found.Markdown },
            ["metadata"] = new JsonObject(),
        };
    }

    /// <summary>The reply to an <c>is_complete_request</c>.</summary>
    public static JsonObject IsComplete(JupyterMessage request) => CodeAssistant.IsComplete(request.Text("code") ?? "") switch
    {
        CodeStatus.Incomplete incomplete => new() { ["status"] = "incomplete", ["indent"] = incomplete.Indent },
        CodeStatus.Invalid => new() { ["status"] = "invalid" },
        _ => new() { ["status"] = "complete" },
    };

    private static JsonObject CompletionReply(string code, Completions completions)
    {
        var (start, end) = (CodePoints.FromUtf16(code, completions.Start), CodePoints.FromUtf16(code, completions.End));
        var kinds = completions.Items.Select(item => new JsonObject { ["text"] = item.Text, ["type"] = item.Kind, ["start"] = start, ["end"] = end });
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. completions.Items.Select(item => JsonValue.Create(item.Text))]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject { ["_jupyter_types_experimental"] = new JsonArray([.. kinds]) },
        };
    }

    private static (string Code, int Cursor) CodeAndCursor(JupyterMessage request)
    {
        var code = request.Text("code") ?? "";
        return (code, CodePoints.ToUtf16(code, request.Number("cursor_pos", code.Length)));
    }

    private async Task WarmUpAsync(CancellationToken busy)
    {
        await Task.Delay(Quiet, busy).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!busy.IsCancellationRequested)
        {
            await (await _assistant.Value.ConfigureAwait(false)).WarmUpAsync(busy).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static CancellationToken Renew(ref CancellationTokenSource source)
    {
        var renewed = new CancellationTokenSource();
        Interlocked.Exchange(ref source, renewed).Cancel();
        return renewed.Token;
    }
}
