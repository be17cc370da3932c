using CSharpNotebooks;
using Spectre.Console;
using VaeNotebooks.Cli;
using Xunit;

namespace Course.Tests;

public sealed class PlainDisplayTests
{
    private readonly StringWriter _log = new();
    private readonly PlainDisplay _display;

    public PlainDisplayTests()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_log) });
        console.Profile.Width = 200;
        _display = new(console);
    }

    [Fact]
    public void A_log_shows_which_cell_runs_until_the_notebook_has_ended()
    {
        var notebook = NotebookDocument.Create("01-slow");
        var job = new NotebookJob("01-slow.ipynb", notebook);

        _display.Started(job);
        _display.ShowRunning();
        _display.Show(job, new RunEvent.CellStarted(new CellReference(4, 3, "train"), 12));
        _display.ShowRunning();
        _display.Finished(new(job, new(notebook, new NotebookOutcome.Completed(), 12, 12, TimeSpan.FromSeconds(61.25))));
        _display.ShowRunning();

        var lines = _log.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Equal("01-slow: started", lines[0]);
        Assert.Matches("^01-slow: starting, [0-9]+ s so far$", lines[1]);
        Assert.Matches("^01-slow: cell 3 of 12, [0-9]+ s so far$", lines[2]);
        Assert.StartsWith("01-slow: passed, 12 of 12 cells, 61.", lines[3]);
    }
}
