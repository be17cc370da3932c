using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>
/// The one-layer protocol of Burda et al. 2016, table 1: MNIST binarised anew at each use, 784-200-200 tanh, z of 50 units, batch 20, Adam with epsilon 1e-4 and falling
/// rates; VAE and IWAE k = 5 side by side. As many of the 3,280 epochs as asked for: the table says how many, and a shorter run is another protocol, no forecast of theirs.
/// </summary>
internal static class BurdaBenchmark
{
    private const int Draws = 5;
    private const double PublishedVae = 86.76, PublishedIwae = 85.54;

    /// <summary>Returns 0 when IWAE is the better one in the mean over the seeds.</summary>
    public static int Run(int epochs, int seeds, int images, int samples, string folder)
    {
        set_num_threads(1);
        Directory.CreateDirectory(folder);
        using var data = Datasets.Load("mnist");
        using var test = Drawings(data.Test.Images, images);
        Console.WriteLine(
            $"MNIST, binarised anew at each use; 784-200-200 tanh, z 50; batch 20; Adam, epsilon 1e-4; start values of PyTorch; {epochs} of {BurdaSchedule.PublishedEpochs} epochs, the "
            + $"learning rates of section 5 for the same shares of them; NLL with k={samples} on {images} of 10,000 test images, drawn once.");
        List<(BurdaResult Vae, BurdaResult Iwae)> pairs = [];
        for (var seed = 1; seed <= seeds; seed++)
        {
            pairs.Add((Finish(1), Finish(Draws)));
            Print(pairs, epochs);
            BurdaResult Finish(int draws) => new BurdaRun(folder, draws, epochs, seed).Finish(data.Train.Images, test, samples);
        }

        return Mean(pairs, pair => Gap(pair)) > 0 ? 0 : 1;
    }

    private static Tensor Drawings(Tensor images, int count)
    {
        using var generator = new Generator(1_000_001);
        using var first = images.narrow(0, 0, Math.Min(count, images.shape[0]));
        return Binarization.Sample(first, generator);
    }

    private static void Print(List<(BurdaResult Vae, BurdaResult Iwae)> pairs, int epochs)
    {
        Console.WriteLine($"{"",-14}{"NLL",9}{"own bound",12}{"active units",14}{"minutes",9}");
        for (var i = 0; i < pairs.Count; i++)
        {
            Row($"VAE, seed {i + 1}", pairs[i].Vae);
            Row($"IWAE, seed {i + 1}", pairs[i].Iwae);
        }

        Console.WriteLine($"VAE {Mean(pairs, pair => pair.Vae.NegativeLogLikelihood):F2}, IWAE k={Draws} {Mean(pairs, pair => pair.Iwae.NegativeLogLikelihood):F2} nats, mean over {pairs.Count} seeds.");
        Console.WriteLine($"VAE minus IWAE: {Mean(pairs, Gap):F2} nats; by seed {string.Join(", ", pairs.Select(pair => $"{Gap(pair):F2} (images: +-{ErrorOfGap(pair):F2})"))}.");
        Console.WriteLine($"Published after {BurdaSchedule.PublishedEpochs} epochs: {PublishedVae} and {PublishedIwae}, {PublishedVae - PublishedIwae:F2} apart"
            + (epochs == BurdaSchedule.PublishedEpochs ? "." : $"; after {epochs} epochs no number here is comparable with those, and none is extrapolated to them."));
    }

    private static void Row(string name, BurdaResult result) =>
        Console.WriteLine($"{name,-14}{result.NegativeLogLikelihood,9:F2}{-result.TestBound,12:F2}{result.ActiveUnits,14}{result.Minutes,9:F1}");

    private static double Gap((BurdaResult Vae, BurdaResult Iwae) pair) => pair.Vae.NegativeLogLikelihood - pair.Iwae.NegativeLogLikelihood;

    /// <summary>Standard error of the gap over the test images: both models are scored on the same drawings.</summary>
    private static double ErrorOfGap((BurdaResult Vae, BurdaResult Iwae) pair)
    {
        double[] differences = [.. pair.Iwae.LogLikelihoods.Zip(pair.Vae.LogLikelihoods, (a, b) => a - b)];
        var mean = differences.Average();
        return Math.Sqrt(differences.Sum(one => (one - mean) * (one - mean)) / (differences.Length - 1) / differences.Length);
    }

    private static double Mean<T>(List<T> items, Func<T, double> value) => items.Average(value);
}
