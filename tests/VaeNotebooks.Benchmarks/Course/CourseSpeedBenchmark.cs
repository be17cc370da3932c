using System.Diagnostics;
using System.Reflection;
using CSharpNotebooks;

namespace VaeNotebooks.Benchmarks;

/// <summary>
/// The whole course, once one notebook after another, each in a fresh process that nothing has started ahead, then as `vae run` has it. The goal: 60% of the
/// time. No run can be faster than its longest notebook alone, nor than all of them spread evenly over the cores; that bound stands beside the result.
/// </summary>
internal static class CourseSpeedBenchmark
{
    private const double Goal = 0.60;
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private static string Vae => Metadata("VaeCommand");

    private static string Notebooks => Metadata("Notebooks");

    /// <summary>Returns 0 when the goal is met.</summary>
    public static async Task<int> RunAsync()
    {
        var alone = new List<TimeSpan>();
        foreach (var path in Directory.GetFiles(Notebooks, "*.ipynb").Order(StringComparer.Ordinal))
        {
            alone.Add(await AloneAsync(path));
        }

        var together = await TogetherAsync();
        return Report(alone, together);
    }

    private static async Task<TimeSpan> AloneAsync(string path)
    {
        var options = new NotebookRunnerOptions(new WorkerCommand("dotnet", [Vae, "worker"])) { NotebookTimeout = Patience };
        await using var runner = new NotebookRunner(options);
        var run = await runner.RunAsync(NotebookDocument.Load(path), Notebooks);
        if (run.Outcome is not NotebookOutcome.Completed)
        {
            throw new InvalidOperationException($"{Path.GetFileName(path)}: {run.Outcome.Describe()}");
        }

        Console.WriteLine($"{Path.GetFileNameWithoutExtension(path),-24}{run.Elapsed.TotalSeconds,8:0.0} s");
        return run.Elapsed;
    }

    /// <summary>The start of the command and the writing of the book are part of its time.</summary>
    private static async Task<TimeSpan> TogetherAsync()
    {
        var folder = Directory.CreateTempSubdirectory("vae-course-speed-");
        try
        {
            var clock = Stopwatch.StartNew();
            using var process = Process.Start(
                new ProcessStartInfo("dotnet", [Vae, "run", "--timeout", "1h", "--out", folder.FullName]) { WorkingDirectory = Notebooks })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? clock.Elapsed : throw new InvalidOperationException($"vae run ended with exit code {process.ExitCode}.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Report(List<TimeSpan> alone, TimeSpan together)
    {
        var sum = alone.Sum(time => time.TotalSeconds);
        var (longest, even) = (alone.Max().TotalSeconds, sum / Environment.ProcessorCount);
        var ratio = together.TotalSeconds / sum;
        Console.WriteLine($"""

            one after another, each in a fresh process   {sum,8:0.0} s
            vae run, {Environment.ProcessorCount,2} cores                            {together.TotalSeconds,8:0.0} s
            ratio                                        {ratio,8:P0}   (goal: at most {Goal:P0}; {(ratio <= Goal ? "met" : "MISSED")})
            no run can be faster than                    {Math.Max(longest, even) / sum,8:P0}   (longest notebook {longest:0.0} s; all spread evenly {even:0.0} s)
            """);
        return ratio <= Goal ? 0 : 1;
    }

    private static string Metadata(string key) =>
        Path.GetFullPath(typeof(CourseSpeedBenchmark).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!);
}
