using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CSharpNotebooks;
using Spectre.Console;

namespace VaeNotebooks.Cli;

/// <summary>`vae measure`: runs notebooks over seeds and writes what their numbers are, with their spread, into expected.json.</summary>
internal static class MeasureCommand
{
    private const string SeedParameter = "seed";

    private static readonly Option<long[]> Seeds = new("--seeds")
    {
        Description = "The seeds, for example 1,2,3,4,5 (the default).",
        HelpName = "list",
        CustomParser = ParseSeeds,
        DefaultValueFactory = _ => [1, 2, 3, 4, 5],
    };

    private static readonly Option<string> Unit = new("--unit")
    {
        Description = "The unit of numbers that expected.json does not hold yet, for example nats.",
        HelpName = "unit",
    };

    public static Command Create()
    {
        var options = new NotebookOptions();
        var command = new Command("measure", "Measures the numbers of notebooks over several seeds and writes them to expected.json.") { Seeds, Unit };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, options, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, NotebookOptions options, CancellationToken cancellation)
    {
        var seeds = parsed.GetValue(Seeds)!;
        var paths = CourseFolder.Find().Resolve(parsed.GetValue(options.Notebooks)!);
        await using var runner = new CourseRunner(options.Settings(parsed), paths.Count * seeds.Length);
        var jobs = Jobs(paths, parsed.GetValue(options.Set)!, seeds);
        var reports = await Terminal.ShowAsync(jobs, display => runner.RunAsync(jobs, display, cancellation));
        // Numbers may be red here: they are what is being measured anew.
        if (reports.FirstOrDefault(report => report.Run.Outcome is not NotebookOutcome.Completed) is { } failed)
        {
            throw new InvalidDataException($"{failed.Job.Title}: {failed.Run.Outcome.Describe()}. Nothing was written.");
        }

        foreach (var notebook in reports.Chunk(seeds.Length))
        {
            Write(notebook, seeds, parsed.GetValue(Unit));
        }

        return ExitCode.Success;
    }

    private static List<NotebookJob> Jobs(IReadOnlyList<string> paths, Dictionary<string, string> parameters, long[] seeds) =>
    [
        .. from path in paths
           from seed in seeds
           let text = seed.ToString(CultureInfo.InvariantCulture)
           let values = new Dictionary<string, string>(parameters) { [SeedParameter] = text }
           select JobPreparation.Prepare([path], values)[0] with { Variant = $"{SeedParameter} {text}" },
    ];

    private static void Write(NotebookReport[] reports, long[] seeds, string? unit)
    {
        var path = Path.Combine(reports[0].Job.Folder, Check.ExpectationsFile);
        var measurements = Measurement.Of([.. seeds.Zip(reports)]).Select(number => number with { Unit = number.Unit ?? unit }).ToList();
        ExpectedFile.Update(path, measurements);
        Terminal.Console.Write(Table(measurements));
        Terminal.Console.MarkupLineInterpolated($"{reports[0].Job.Name}: {measurements.Count} numbers over {seeds.Length} seeds written to {path}");
    }

    private static Table Table(IEnumerable<Measurement> measurements)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Number", "Protocol", "Mean", "Tolerance", "Spread", "Values");
        foreach (var number in measurements)
        {
            var values = string.Join(' ', number.Values.Select(Text));
            string[] cells = [number.Id, number.Protocol, Text(number.Mean), Text(number.Tolerance), Text(number.Spread), values];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
        }

        return table;
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static long[] ParseSeeds(ArgumentResult result)
    {
        var texts = result.Tokens.Single().Value.Split(',', StringSplitOptions.TrimEntries);
        var seeds = texts.Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : -1).ToArray();
        if (seeds.Contains(-1) || seeds.Distinct().Count() != seeds.Length)
        {
            result.AddError($"'{result.Tokens[0].Value}' is not a list of different seeds such as 1,2,3.");
        }

        return seeds;
    }
}
