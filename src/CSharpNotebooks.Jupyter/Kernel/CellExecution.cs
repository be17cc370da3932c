using System.Text.Json.Nodes;

namespace CSharpNotebooks.Jupyter;

/// <summary>One <c>execute_request</c>: what the front ends see of it while it runs, and its reply.</summary>
internal sealed class CellExecution(Conversation conversation, JupyterMessage request, PageScripts pages)
{
    private const int ExcerptLength = 100_000;
    private readonly OutputBudget _budget = new();
    private readonly bool _isSilent = request.Flag("silent", false);
    private bool _isFull;
    private CellOutput.Error? _error;

    /// <summary>The text of the cell's value, if it has one.</summary>
    public string? Result { get; private set; }

    /// <summary>Shows one output.</summary>
    public void Show(CellOutput output)
    {
        _error = output as CellOutput.Error ?? _error;
        Result = (output as CellOutput.Result)?.Data.Text("text/plain") ?? Result;
        if (_isSilent && output is CellOutput.Result)
        {
            return;
        }

        if (_budget.Allows(output))
        {
            Send(output);
        }
        else if (!_isFull)
        {
            _isFull = true;
            SayFull(output);
        }
    }

    /// <summary>Takes scripts out of the outputs that brought them, and gives back the memory of a cell that showed too much: left to itself, the collector
    /// keeps gigabytes.</summary>
    public void Finish()
    {
        if (_isFull)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        foreach (var update in pages.TakeUpdates())
        {
            conversation.Show(request, "update_display_data", update);
        }
    }

    /// <summary>The content of the <c>execute_reply</c>.</summary>
    public JsonObject Reply(CellOutcome outcome, int count)
    {
        var content = outcome is CellOutcome.Succeeded
            ? new JsonObject { ["payload"] = new JsonArray(), ["user_expressions"] = new JsonObject() }
            : OutputMessages.Error(_error ?? new CellOutput.Error("Error", "The cell failed.", []));
        content["status"] = outcome is CellOutcome.Succeeded ? "ok" : "error";
        content["execution_count"] = count;
        return content;
    }

    private void Send(CellOutput output)
    {
        var (type, content) = OutputMessages.Of(output);
        var complete = content.ContainsKey("transient") ? pages.Complete(content) : content;
        var becameDisplay = type == "execute_result" && !complete.ContainsKey("execution_count");
        conversation.Show(request, becameDisplay ? "display_data" : type, complete);
    }

    private void SayFull(CellOutput output)
    {
        if (output is CellOutput.Stream { Text.Length: > 0 } stream)
        {
            Send(stream with { Text = stream.Text[..Math.Min(stream.Text.Length, ExcerptLength)] });
        }

        var text = $"\nThe cell shows more than {OutputBudget.Characters >> 20} MB (console text counts several times): the rest of it is left out here.\n";
        Send(new CellOutput.Stream("stderr", text));
    }
}
