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

    /// <summary>Returns 0 when resident memory after the first minute grows by 3% at most.</summary>
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
        var (start, settled, most, nextLine) = (Stopwatch.StartNew(), 0.0, 0.0, TimeSpan.Zero);
        try
        {
            trainer.Fit(data.Train, data.Test, epoch =>
            {
                if (start.Elapsed >= Settling) (settled, most) = (settled == 0 ? Resident : settled, Math.Max(most, Resident));
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

        Console.WriteLine($"From {settled:F0} MiB after the first minute to {most:F0} MiB at most: {(most / settled) - 1:P1} (accepted: {MostGrowth:P0}).");
        return (most / settled) - 1 <= MostGrowth ? 0 : 1;
    }
}
