using System.Globalization;
using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>
/// Accuracy of a classifier against the number of real labelled images, with nothing added, affine augmentation, samples of a conditional VAE that was trained on the same
/// images, and both. Each finished trial leaves a line in a file: run again, it goes on.
/// </summary>
internal sealed class AugmentationBenchmark(string dataset, int seeds, string folder)
{
    private static readonly int[] Sizes = [10, 30, 100, 300, 1000];

    private string Results => Path.Combine(folder, $"augmentation-{dataset}.tsv");

    public void Run()
    {
        set_num_threads(1);
        Directory.CreateDirectory(folder);
        using var data = Datasets.Load(dataset);
        Console.WriteLine(
            $"{dataset}, grey, {data.Test.Count} test images; classifier 784-128-10 ReLU, {AugmentationTrial.ClassifierSteps} steps; CVAE 794-200-z8 with beta {AugmentationTrial.Beta} on the same labelled images, "
            + $"{AugmentationTrial.CvaeSteps} steps; batch {AugmentationTrial.Batch}, Adam {AugmentationTrial.LearningRate}; CVAE: each image of a batch replaced by a sample with probability 1/2.");
        var done = File.Exists(Results) ? File.ReadAllLines(Results).Select(AugmentationRow.Parse).ToList() : [];
        for (var seed = 1; seed <= seeds; seed++)
        {
            foreach (var size in Sizes.Where(size => !done.Any(row => row.PerClass == size && row.Seed == seed)))
            {
                done.Add(new(size, seed, new AugmentationTrial(data.Train, data.Test, size, seed).Run()));
                File.AppendAllText(Results, done[^1] + "\n");
                Console.WriteLine($"{DateTime.UtcNow:HH:mm} {done[^1]}");
            }
        }

        Report([.. done.Where(row => row.Seed <= seeds)]);
    }

    private void Report(IReadOnlyList<AugmentationRow> rows)
    {
        Console.WriteLine($"\ntest accuracy in percent, mean and standard deviation over {seeds} seeds; gain over none, paired by seed, with half the width of its 95 % interval (t)");
        Console.WriteLine("per class".PadRight(12) + string.Concat(AugmentationTrial.Methods.Select(name => name.PadLeft(24))));
        foreach (var size in Sizes)
        {
            var own = rows.Where(row => row.PerClass == size).ToArray();
            var cells = AugmentationTrial.Methods.Select((_, i) => Cell(
                [.. own.Select(row => 100 * row.Accuracies[i])], [.. own.Select(row => 100 * (row.Accuracies[i] - row.Accuracies[0]))], isBase: i == 0));
            Console.WriteLine($"{size,-12}{string.Concat(cells.Select(cell => cell.PadLeft(24)))}");
        }
    }

    private static string Cell(double[] accuracies, double[] gains, bool isBase)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{accuracies.Average():F2} ({Deviation(accuracies):F2})");
        return isBase || gains.Length < 2 ? text : text + string.Create(
            CultureInfo.InvariantCulture, $" {gains.Average():+0.0;-0.0}±{Student.Interval95(gains.Length) * Deviation(gains) / Math.Sqrt(gains.Length):F1}");
    }

    private static double Deviation(double[] values) =>
        values.Length < 2 ? 0 : Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1));
}

/// <summary>One finished trial: accuracies in the order of <see cref="AugmentationTrial.Methods"/>.</summary>
internal sealed record AugmentationRow(int PerClass, int Seed, double[] Accuracies)
{
    public static AugmentationRow Parse(string line)
    {
        var parts = line.Split('\t');
        return new(
            int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture),
            [.. parts[2..].Select(part => double.Parse(part, CultureInfo.InvariantCulture))]);
    }

    public override string ToString() => string.Join('\t', [
        PerClass.ToString(CultureInfo.InvariantCulture), Seed.ToString(CultureInfo.InvariantCulture), .. Accuracies.Select(a => a.ToString("F4", CultureInfo.InvariantCulture))]);
}
