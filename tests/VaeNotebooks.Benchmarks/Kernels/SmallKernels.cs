using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using BenchmarkDotNet.Validators;

namespace VaeNotebooks.Benchmarks;

/// <summary>
/// The pieces that the course calls many thousand times, each alone. They run in this process: BenchmarkDotNet's usual way, a generated project a run, knows
/// nothing of programs that run from the package cache.
/// </summary>
internal static class SmallKernels
{
    private static readonly Type[] Kernels =
        [typeof(AdamKernels), typeof(GradientKernels), typeof(DensityKernels), typeof(PictureKernels), typeof(NotebookKernels)];

    /// <summary>Returns 0 when each was measured.</summary>
    public static int Run(string filter)
    {
        var folder = Directory.CreateTempSubdirectory("vae-small-kernels-");
        try
        {
            var log = new AccumulationLogger(); // a page for each, of interest only when one fails
            var config = Config(filter, folder.FullName, log);
            var chosen = Kernels.Select(type => BenchmarkConverter.TypeToBenchmarks(type, config)).Where(run => run.BenchmarksCases.Length > 0).ToArray();
            if (chosen.Length > 0) return Report(BenchmarkRunner.Run(chosen), log);
            Console.Error.WriteLine($"No kernel has '{filter}' in its name. There are: {string.Join(", ", Kernels.Select(type => type.Name))}, and their methods.");
            return 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IConfig Config(string filter, string folder, ILogger log) => ManualConfig.CreateEmpty()
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .HideColumns(Column.Type)
        .AddFilter(new GlobFilter([$"*{filter}*"]))
        .AddValidator(JitOptimizationsValidator.FailOnError) // a debug build measures nothing
        .WithOrderer(new DefaultOrderer(SummaryOrderPolicy.Declared))
        .AddLogger(log)
        .WithArtifactsPath(folder)
        .WithOptions(ConfigOptions.JoinSummary);

    private static int Report(Summary[] summaries, AccumulationLogger log)
    {
        var measured = summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.Length > 0 && summary.Reports.All(report => report.Success));
        if (!measured) Console.Error.WriteLine(log.GetLog());
        foreach (var summary in summaries) MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Ascii);
        return measured ? 0 : 1;
    }
}
