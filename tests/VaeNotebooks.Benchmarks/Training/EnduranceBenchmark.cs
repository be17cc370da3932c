using System.Diagnostics;
using CSharpNotebooks;
using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>Does memory stay flat? An hour of training in one process, with a test and a checkpoint after each epoch; and a thousand cells in one session.</summary>
internal static class EnduranceBenchmark
{
    private const double MostGrowth = 0.03, MostPerCell = 0.2;
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(1);

    private static double Resident => Environment.WorkingSet / 1048576.0;

    /// <summary>Returns 0 when resident memory, from the first minute on, grows by 3% at most between the first third of the time and the last.</summary>
    public static int Train(int minutes)
    {
        set_num_threads(1);
        var folder = Directory.CreateTempSubdirectory("vae-endurance-");
        try
        {
            using var data = Datasets.Load("mnist");
            using var model = new MlpVae(new MlpVaeOptions(), seed: 1);
            using var trainer = new Trainer(model, new TrainerOptions { Epochs = int.MaxValue, CheckpointPath = Path.Combine(folder.FullName, "hour.safetensors") });
            return Judge(trainer, data, TimeSpan.FromMinutes(minutes));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Returns 0 when a cell keeps at most 0.2 MB: its compiled code and what the compiler knows of it stay, as the next cell may use them.</summary>
    public static async Task<int> CellsAsync(int cells)
    {
        await using var session = new CSharpSession(new SessionOptions());
        var (start, first) = (Stopwatch.StartNew(), 0.0);
        for (var i = 1; i <= cells; i++)
        {
            var outcome = await session.ExecuteAsync($"var x{i} = Enumerable.Range(0, {i}).Sum(); display(x{i});", i, _ => { });
            if (outcome is not CellOutcome.Succeeded) throw new InvalidOperationException($"Cell {i} failed: {outcome}");
            if (i == cells / 10) first = Resident;
            if (i % (cells / 10) == 0) Console.WriteLine($"{i,5} cells: {Resident,5:F0} MiB resident, {start.Elapsed.TotalMilliseconds / i:F0} ms a cell");
        }

        var perCell = (Resident - first) / (cells - (cells / 10));
        Console.WriteLine($"A cell keeps {perCell:F2} MiB (accepted: {MostPerCell}).");
        return perCell <= MostPerCell ? 0 : 1;
    }

    private static int Judge(Trainer trainer, DatasetSplits data, TimeSpan length)
    {
        using var stop = new CancellationTokenSource();
        var (start, nextLine, sizes) = (Stopwatch.StartNew(), TimeSpan.Zero, new List<double>());
        try
        {
            trainer.Fit(data.Train, data.Test, epoch =>
            {
                if (start.Elapsed >= Settling) sizes.Add(Resident);
                if (start.Elapsed >= nextLine)
                {
                    Console.WriteLine($"{start.Elapsed.TotalMinutes,5:F1} min, epoch {epoch.Epoch,5}: {Resident:F0} MiB resident, test bound {epoch.TestElbo:F2} nats");
                    nextLine += length / 20;
                }

                if (start.Elapsed >= length) stop.Cancel();
            }, cancellation: stop.Token);
        }
        catch (OperationCanceledException)
        {
            // the time is over
        }

        return Judge(sizes);
    }

    // Thirds of the time, not the peak over the start: garbage waits for the collector, which came once in twenty minutes, so that the size is a saw.
    private static int Judge(IReadOnlyList<double> sizes)
    {
        var third = Math.Max(1, sizes.Count / 3);
        var (first, last) = (Median(sizes.Take(third)), Median(sizes.TakeLast(third)));
        Console.WriteLine($"Median of the first third {first:F0} MiB, of the last {last:F0} MiB: {(last / first) - 1:P1} (accepted: {MostGrowth:P0}); {sizes.Min():F0} to {sizes.Max():F0} MiB in all.");
        return (last / first) - 1 <= MostGrowth ? 0 : 1;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
