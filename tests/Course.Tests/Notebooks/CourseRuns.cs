using CSharpNotebooks;
using VaeNotebooks;
using VaeNotebooks.Cli;
using Xunit;

[assembly: AssemblyFixture(typeof(Course.Tests.CourseRuns))]

namespace Course.Tests;

/// <summary>
/// Runs each notebook of the course once, each in a child process: first as it is shipped, then, in the same session, every exercise again with its
/// solution and the cells that judge it. So one training serves both proofs.
/// </summary>
public sealed class CourseRuns : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);
    private readonly OncePerNotebook<CourseRun> _runs = new(RunAsync);

    /// <summary>The notebooks of the course, by file name.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(Path.Combine(Places.CourseRoot, "notebooks"), "*.ipynb").Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

    /// <summary>The run of one notebook.</summary>
    internal Task<CourseRun> OfAsync(string name) => _runs.OfAsync(name);

    public ValueTask DisposeAsync() => _runs.DisposeAsync();

    private static async Task<CourseRun> RunAsync(string name, CancellationToken stop)
    {
        var path = Path.Combine(Places.CourseRoot, "notebooks", name);
        var notebook = NotebookDocument.Load(path);
        var shippedCells = notebook.Cells.Count;
        var solutions = ExerciseSolutions.Of(notebook, path);
        AppendSolved(notebook, solutions);
        var worker = new WorkerCommand("dotnet", [Places.VaeCommand, WorkerCommandLine.Verb]);
        var runner = new NotebookRunner(new(worker) { NotebookTimeout = Limit });
        return new(await runner.RunAsync(notebook, Path.GetDirectoryName(path)!, cancellation: stop), shippedCells, [.. solutions.Keys]);
    }

    private static void AppendSolved(NotebookDocument notebook, IReadOnlyDictionary<string, string> solutions)
    {
        var shipped = notebook.Cells.Where(cell => cell.Kind == CellKind.Code).ToList();
        foreach (var (id, solution) in solutions)
        {
            var judges = shipped.Where(cell => cell.Source.Contains($"Check.Exercise(\"{id}\"", StringComparison.Ordinal)).Select(cell => cell.Source);
            foreach (var source in judges.Prepend(solution))
            {
                notebook.Insert(notebook.Cells.Count, NotebookCell.Code(source));
            }
        }
    }
}

/// <summary>A notebook that ran as shipped and then solved.</summary>
internal sealed record CourseRun(NotebookRun Run, int ShippedCells, IReadOnlyList<string> Exercises)
{
    public IReadOnlyList<Verdict> Shipped => Verdicts(..ShippedCells);

    public IReadOnlyList<Verdict> Solved => Verdicts(ShippedCells..);

    /// <summary>The executed notebook without what was appended to it.</summary>
    public NotebookDocument ShippedDocument()
    {
        var document = NotebookDocument.Parse(Run.Document.ToJson(), "executed");
        while (document.Cells.Count > ShippedCells)
        {
            document.RemoveAt(ShippedCells);
        }

        return document;
    }

    private Verdict[] Verdicts(Range cells) =>
        [.. Run.Document.Cells.Take(cells).Where(cell => cell.Kind == CellKind.Code).SelectMany(VerdictReader.Read)];
}
