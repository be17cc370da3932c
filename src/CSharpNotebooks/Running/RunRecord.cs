using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>Puts together the executed notebook and the outcome from what the worker said until it finished or died.</summary>
internal sealed class RunRecord
{
    private static readonly CellOutput LeftOut =
        new CellOutput.Stream("stderr", "\nThe notebook has shown too much; from here on its output is left out.\n");

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly OutputRecorder _outputs = new();
    private readonly OutputBudget _budget;
    private readonly Action<RunEvent> _onEvent;
    private readonly Dictionary<int, CellReference> _references;
    private TimeSpan? _start;
    private TimeSpan _compiling;
    private CellReference? _current;
    private CellOutput.Error? _failure;
    private bool _finished;

    public RunRecord(NotebookDocument notebook, Action<RunEvent> onEvent, OutputBudget? budget = null)
    {
        _budget = budget ?? new OutputBudget();
        _onEvent = onEvent;
        Document = NotebookDocument.Parse(notebook.ToJson(), notebook.Name);
        foreach (var cell in Document.Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            cell.ClearOutputs();
        }

        var code = Document.Cells.Index().Where(cell => cell.Item.Kind == CellKind.Code && !string.IsNullOrWhiteSpace(cell.Item.Source)).ToList();
        Cells = [.. code.Select((cell, i) => new CellToRun(cell.Index, i + 1, cell.Item.Source))];
        _references = Cells.ToDictionary(cell => cell.Index, cell => new CellReference(cell.Index, cell.Number, Document.Cells[cell.Index].Id));
    }

    public NotebookDocument Document { get; }

    /// <summary>The code cells that have code.</summary>
    public IReadOnlyList<CellToRun> Cells { get; }

    public int CellsRun { get; private set; }

    /// <summary>Since this record was begun.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    public void Add(WorkerMessage message)
    {
        switch (message)
        {
            case WorkerMessage.CellStarted started:
                _start ??= Elapsed;
                _current = _references[started.Index];
                Document.Cells[started.Index].ExecutionCount = _current.Number;
                _onEvent(new RunEvent.CellStarted(_current, Cells.Count));
                break;
            case WorkerMessage.Shown shown:
                Show(shown.Index, shown.Output);
                break;
            case WorkerMessage.CellEnded ended:
                _failure = ended.Failure;
                _compiling += ended.Compiling;
                CellsRun += ended.Failure is null ? 1 : 0;
                _onEvent(new RunEvent.CellEnded(_references[ended.Index], Cells.Count));
                break;
            case WorkerMessage.Finished:
                _finished = true;
                break;
        }
    }

    /// <summary>Being stopped from outside explains whatever followed it; a death in silence is a crash.</summary>
    public NotebookOutcome Outcome(StopReason? stop, int exitCode, string ownOutput) => (stop, _finished, _failure) switch
    {
        (_, true, null) when CellsRun == Cells.Count => new NotebookOutcome.Completed(),
        (StopReason.ByCaller, _, _) => new NotebookOutcome.Cancelled(_current),
        (StopReason.TimeLimit limit, _, _) => new NotebookOutcome.TimedOut(_current, limit.Limit, limit.WholeNotebook),
        (_, true, { } failure) => new NotebookOutcome.CellFailed(_current!, failure),
        _ => new NotebookOutcome.Crashed(_current, exitCode, ownOutput),
    };

    /// <summary>Where the time of a run of this length went.</summary>
    public RunTimes TimesOf(TimeSpan elapsed)
    {
        var start = _start ?? elapsed;
        return new(start, _compiling, elapsed - start - _compiling);
    }

    /// <summary>Leaves an error output in the cell that could not write one itself.</summary>
    public void NoteInDocument(NotebookOutcome outcome)
    {
        if (_current is { } cell && outcome is NotebookOutcome.TimedOut or NotebookOutcome.Crashed)
        {
            RemoveLastError(Document.Cells[cell.Index].Outputs);
            var text = outcome.Describe();
            _outputs.Record(Document.Cells[cell.Index], new CellOutput.Error(outcome.GetType().Name, text, text.Split(Environment.NewLine)));
        }
    }

    /// <summary>A cell that gave way says that it was interrupted; the outcome knows why.</summary>
    private static void RemoveLastError(JsonArray outputs)
    {
        if (outputs.Count > 0 && (string?)outputs[^1]!["output_type"] == "error")
        {
            outputs.RemoveAt(outputs.Count - 1);
        }
    }

    private void Show(int index, CellOutput output)
    {
        var wasSpent = _budget.IsSpent;
        var shown = _budget.Allows(output) ? output : LeftOut;
        if (shown == output || !wasSpent)
        {
            _outputs.Record(Document.Cells[index], shown);
            _onEvent(new RunEvent.OutputShown(_references[index], shown));
        }
    }
}
