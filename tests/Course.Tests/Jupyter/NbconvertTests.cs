using CSharpNotebooks;
using VaeNotebooks;
using VaeNotebooks.Cli;
using Xunit;

namespace Course.Tests.Jupyter;

/// <summary>Every notebook of the course through <c>jupyter nbconvert --execute</c>, as a stranger's CI would run it.</summary>
public sealed class NbconvertTests(JupyterInstallation jupyter)
{
    public static TheoryData<string> Notebooks => [.. CourseRuns.Names];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task A_notebook_runs(string notebook)
    {
        await jupyter.RequireAsync("nbconvert", "nbclient");
        var folder = Path.Combine(Places.CourseRoot, "notebooks");
        var target = jupyter.Folder("executed");

        await jupyter.RunAsync(folder, "-m", "nbconvert", "--to", "notebook", "--execute", "--output-dir", target, notebook);

        var executed = NotebookDocument.Load(Path.Combine(target, notebook));
        var verdicts = executed.Cells.Where(cell => cell.Kind == CellKind.Code).SelectMany(VerdictReader.Read).ToList();
        Assert.NotEmpty(verdicts);
        Assert.All(verdicts, verdict => Assert.True(verdict.Kind == VerdictKind.Exercise || verdict.Status != VerdictStatus.Failed, verdict.ToString()));
        Assert.True(new FileInfo(Path.Combine(target, notebook)).Length < 3_000_000, "plotly.js must not be stored in a notebook.");
    }
}
