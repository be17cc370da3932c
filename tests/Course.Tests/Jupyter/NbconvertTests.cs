using CSharpNotebooks;
using VaeNotebooks;
using VaeNotebooks.Cli;
using Xunit;

namespace Course.Tests.Jupyter;

/// <summary>Every notebook of the course through <c>jupyter nbconvert --execute</c>, as a stranger's CI would run it.</summary>
public sealed class NbconvertTests(JupyterInstallation jupyter, NbconvertRuns runs) : IClassFixture<NbconvertRuns>
{
    public static TheoryData<string> Notebooks => [.. CourseRuns.Names];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task A_notebook_runs(string notebook)
    {
        await jupyter.RequireAsync("nbconvert", "nbclient");

        var file = await runs.OfAsync(notebook);

        var executed = NotebookDocument.Load(file);
        var verdicts = executed.Cells.Where(cell => cell.Kind == CellKind.Code).SelectMany(VerdictReader.Read).ToList();
        Assert.NotEmpty(verdicts);
        Assert.All(verdicts, verdict => Assert.True(verdict.Kind == VerdictKind.Exercise || verdict.Status != VerdictStatus.Failed, verdict.ToString()));
        Assert.True(new FileInfo(file).Length < 3_000_000, "plotly.js must not be stored in a notebook.");
    }
}

/// <summary>Converts each notebook once.</summary>
public sealed class NbconvertRuns : IAsyncDisposable
{
    private readonly JupyterInstallation _jupyter;
    private readonly OncePerNotebook<string> _runs;

    public NbconvertRuns(JupyterInstallation jupyter) => (_jupyter, _runs) = (jupyter, new(ConvertAsync));

    /// <summary>The executed notebook's path.</summary>
    public Task<string> OfAsync(string notebook) => _runs.OfAsync(notebook);

    public ValueTask DisposeAsync() => _runs.DisposeAsync();

    private async Task<string> ConvertAsync(string notebook, CancellationToken stop)
    {
        var target = _jupyter.Folder("executed");
        string[] arguments = ["-m", "nbconvert", "--to", "notebook", "--execute", "--output-dir", target, notebook];
        await _jupyter.RunAsync(Path.Combine(Places.CourseRoot, "notebooks"), arguments, stop);
        return Path.Combine(target, notebook);
    }
}
