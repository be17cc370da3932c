using System.Text.Json.Nodes;
using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class RunRecordTests
{
    private readonly List<RunEvent> _events = [];
    private readonly RunRecord _record;

    public RunRecordTests()
    {
        var notebook = NotebookDocument.Create("test");
        notebook.Insert(0, NotebookCell.Markdown("# Title"));
        notebook.Insert(1, NotebookCell.Code("1"));
        notebook.Insert(2, NotebookCell.Code("  \n"));
        notebook.Insert(3, NotebookCell.Code("2"));
        notebook.Cells[1].ExecutionCount = 9;
        _record = new RunRecord(notebook, _events.Add);
    }

    [Fact]
    public void Empty_cells_and_markdown_are_not_run_and_old_outputs_are_forgotten()
    {
        Assert.Equal([1, 3], _record.Cells.Select(cell => cell.Index));
        Assert.Equal([1, 2], _record.Cells.Select(cell => cell.Number));
        Assert.Null(_record.Document.Cells[1].ExecutionCount);
    }

    [Fact]
    public void All_cells_and_a_farewell_are_a_completed_run()
    {
        Play(Started(1), Ended(1), Started(3), Ended(3), new WorkerMessage.Finished());

        Assert.IsType<NotebookOutcome.Completed>(Outcome());
        Assert.Equal(2, _record.CellsRun);
    }

    [Fact]
    public void Silence_is_a_crash_of_the_cell_that_was_running()
    {
        Play(Started(1), Ended(1), Started(3), new WorkerMessage.Shown(3, new CellOutput.Stream("stdout", "last words")));

        var crashed = Assert.IsType<NotebookOutcome.Crashed>(Outcome(exitCode: 134));
        _record.NoteInDocument(crashed);

        Assert.Equal(2, crashed.Cell!.Number);
        Assert.Contains("SIGABRT", crashed.Describe());
        Assert.Contains("tail", crashed.Describe());
        Assert.Equal(["stream", "error"], _record.Document.Cells[3].Outputs.Select(output => output!["output_type"]!.GetValue<string>()));
    }

    [Fact]
    public void Silence_before_the_first_cell_is_a_crash_of_no_cell()
    {
        var crashed = Assert.IsType<NotebookOutcome.Crashed>(Outcome(exitCode: 1));

        Assert.Null(crashed.Cell);
        Assert.Contains("start-up", crashed.Describe());
    }

    [Fact]
    public void A_failure_names_its_cell()
    {
        Play(Started(1), Ended(1, new CellOutput.Error("Error", "no such luck", [])), new WorkerMessage.Finished());

        var failed = Assert.IsType<NotebookOutcome.CellFailed>(Outcome());

        Assert.Equal((1, "no such luck"), (failed.Cell.Number, failed.Error.Message));
        Assert.Equal(0, _record.CellsRun);
    }

    [Fact]
    public void A_stop_from_outside_explains_the_failure_or_the_death_that_follows_it()
    {
        Play(Started(1), Ended(1, new CellOutput.Error("Error", "stopped", [])));

        var limit = new StopReason.TimeLimit(TimeSpan.FromSeconds(3), WholeNotebook: true);

        Assert.Equal(new NotebookOutcome.TimedOut(new CellReference(1, 1, _record.Document.Cells[1].Id), TimeSpan.FromSeconds(3), true), Outcome(limit));
        Assert.IsType<NotebookOutcome.Cancelled>(Outcome(new StopReason.ByCaller()));
    }

    [Fact]
    public void A_stop_that_came_too_late_changes_nothing()
    {
        Play(Started(1), Ended(1), Started(3), Ended(3), new WorkerMessage.Finished());

        Assert.IsType<NotebookOutcome.Completed>(Outcome(new StopReason.ByCaller()));
    }

    [Fact]
    public void A_cell_that_was_stopped_says_why_once()
    {
        Play(Started(1), new WorkerMessage.Shown(1, new CellOutput.Error("Error", "The cell was interrupted.", [])), new WorkerMessage.Finished());

        _record.NoteInDocument(Outcome(new StopReason.TimeLimit(TimeSpan.FromSeconds(3), WholeNotebook: false)));

        var error = Assert.Single(_record.Document.Cells[1].Outputs);
        Assert.Contains("over the time limit of 3 s", error!["evalue"]!.GetValue<string>());
    }

    [Fact]
    public void A_notebook_that_prints_without_end_is_recorded_up_to_its_budget()
    {
        var record = new RunRecord(_record.Document, _events.Add, new OutputBudget(5000));
        record.Add(Started(1));
        for (var i = 0; i < 10_000; i++)
        {
            record.Add(new WorkerMessage.Shown(1, new CellOutput.Stream("stdout", "again\n")));
        }

        record.Add(new WorkerMessage.Shown(1, new CellOutput.Error("Error", "stopped", [])));

        var outputs = record.Document.Cells[1].Outputs;
        Assert.Equal(["stream", "stream", "error"], outputs.Select(output => output!["output_type"]!.GetValue<string>()));
        Assert.InRange(((JsonArray)outputs[0]!["text"]!).Count, 10, 40);
        Assert.Contains("left out", outputs[1]!["text"]!.ToJsonString());
        Assert.InRange(_events.Count, 10, 50);
    }

    [Fact]
    public void Events_follow_the_cells_in_order()
    {
        Play(Started(1), new WorkerMessage.Shown(1, new CellOutput.Stream("stdout", "x")), Ended(1), Started(3));

        Assert.Equal(["CellStarted", "OutputShown", "CellEnded", "CellStarted"], _events.Select(happened => happened.GetType().Name));
    }

    [Fact]
    public void The_times_of_a_run_add_up_to_all_of_it()
    {
        Play(Started(1), new WorkerMessage.CellEnded(1, null, TimeSpan.FromMinutes(1)), Started(3), new WorkerMessage.CellEnded(3, null, TimeSpan.FromMinutes(2)));

        var times = _record.TimesOf(TimeSpan.FromHours(1));

        Assert.Equal(TimeSpan.FromMinutes(3), times.Compile);
        Assert.InRange(times.Start, TimeSpan.Zero, _record.Elapsed);
        Assert.Equal(TimeSpan.FromHours(1), times.Start + times.Compile + times.Run);
    }

    [Fact]
    public void A_run_without_a_cell_was_all_start() =>
        Assert.Equal(new RunTimes(TimeSpan.FromSeconds(3), default, default), _record.TimesOf(TimeSpan.FromSeconds(3)));

    private static WorkerMessage.CellStarted Started(int index) => new(index);

    private static WorkerMessage.CellEnded Ended(int index, CellOutput.Error? failure = null) => new(index, failure);

    private NotebookOutcome Outcome(StopReason? stop = null, int exitCode = 0) => _record.Outcome(stop, exitCode, "tail");

    private void Play(params WorkerMessage[] messages) => Array.ForEach(messages, _record.Add);
}
