using System.Text.Json.Nodes;
using CSharpNotebooks;

namespace Course.Tests;

/// <summary>Runs cells in a process that holds the engine and not the library, as the packed kernel does.</summary>
internal static class EngineAlone
{
    public static async Task<NotebookRun> RunAsync(string directory, IEnumerable<string> cells, params (string Name, string Value)[] environment)
    {
        var notebook = NotebookDocument.Create("engine alone");
        foreach (var cell in cells)
        {
            notebook.Insert(notebook.Cells.Count, NotebookCell.Code(cell));
        }

        var options = new NotebookRunnerOptions(new WorkerCommand("dotnet", [Places.Host("EngineAlone")]));
        var variables = options.Environment.Concat(environment.Select(one => KeyValuePair.Create(one.Name, one.Value)));
        return await new NotebookRunner(options with { Environment = variables.ToDictionary() }).RunAsync(notebook, directory);
    }

    public static IReadOnlyList<string> Html(NotebookRun run) => [.. run.Document.Cells.SelectMany(Html)];

    public static IEnumerable<string> Html(NotebookCell cell) => cell.Outputs
        .Select(output => output!["data"]?["text/html"])
        .Where(html => html is not null)
        .Select(html => html is JsonArray lines ? string.Concat(lines.Select(line => (string)line!)) : (string)html!);
}
