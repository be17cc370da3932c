using System.CommandLine;

namespace VaeNotebooks.Cli;

/// <summary>`vae run`: executes notebooks, writes them and the book, and sums up.</summary>
internal static class RunCommand
{
    private static readonly Option<bool> Solutions = new("--solutions") { Description = "Puts the solution into every exercise first." };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Where the executed notebooks and the book go. Default: artifacts in the course's folder.",
        HelpName = "folder",
    };

    private static readonly Option<bool> Save = new("--save") { Description = "Also writes the outputs back into the notebooks themselves." };

    public static Command Create()
    {
        var options = new NotebookOptions();
        var command = new Command("run", "Runs notebooks, each in a process of its own, and writes the book. The default verb.") { Solutions, Out, Save };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, options, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, NotebookOptions options, CancellationToken cancellation)
    {
        var course = CourseFolder.Find();
        var paths = course.Resolve(parsed.GetValue(options.Notebooks)!);
        var parameters = parsed.GetValue(options.Set)!;
        var save = parsed.GetValue(Save);
        if (save && (parameters.Count > 0 || parsed.GetValue(Solutions)))
        {
            throw new UsageException("--save keeps the outputs of the notebooks as they are: it cannot be combined with --set or --solutions.");
        }

        await using var runner = new CourseRunner(options.Settings(parsed), paths.Count);
        var jobs = JobPreparation.Prepare(paths, parameters, parsed.GetValue(Solutions));
        var artifacts = new Artifacts(Path.GetFullPath(parsed.GetValue(Out) ?? Path.Combine(course.Root, "artifacts")), save);
        artifacts.RequireWritable();
        var reports = await Terminal.ShowAsync(jobs, display =>
            runner.RunAsync(jobs, new SavingDisplay(display, artifacts), cancellation));
        SummaryTable.Write(Terminal.Console, reports);
        await artifacts.WriteBookAsync(course.All().Union(paths), cancellation);
        return reports.All(report => report.Passed) ? ExitCode.Success : ExitCode.Failed;
    }
}
