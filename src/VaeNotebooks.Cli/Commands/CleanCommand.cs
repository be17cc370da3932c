using System.CommandLine;
using CSharpNotebooks;
using Spectre.Console;

namespace VaeNotebooks.Cli;

/// <summary>`vae clean`: brings notebooks into their one canonical form, so that a diff shows what an author changed.</summary>
internal static class CleanCommand
{
    private static readonly Option<bool> Outputs = new("--outputs") { Description = "Also removes all outputs." };

    public static Command Create()
    {
        var notebooks = new NotebookOptions().Notebooks;
        var command = new Command("clean", "Normalises notebooks: stable ids, sorted keys, one-space indent, no execution noise.") { notebooks, Outputs };
        command.SetAction(parsed => Clean(CourseFolder.Find().Resolve(parsed.GetValue(notebooks)!), parsed.GetValue(Outputs)));
        return command;
    }

    private static int Clean(IReadOnlyList<string> paths, bool outputs)
    {
        foreach (var (path, document) in paths.Select(path => (path, NotebookDocument.Load(path))).ToList())
        {
            var before = document.ToJson();
            if (outputs)
            {
                document.Cells.Where(cell => cell.Kind == CellKind.Code).ToList().ForEach(cell => cell.ClearOutputs());
            }

            document.Normalise();
            var changed = document.ToJson() != before;
            if (changed)
            {
                document.Save(path);
            }

            Terminal.Console.MarkupLineInterpolated($"{Path.GetFileName(path)}: {(changed ? "cleaned" : "clean")}");
        }

        return ExitCode.Success;
    }
}
