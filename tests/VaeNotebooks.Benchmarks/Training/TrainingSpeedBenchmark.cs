using VaeNotebooks.Tests;
using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>
/// An epoch of the first VAE on MNIST (784-400-z20, batch 128, one thread) beside the floor, beside TorchSharp's own means and, where python3 has torch, beside
/// PyTorch; and a fifth of an epoch of the convolutional VAE, and an epoch of the sentence VAE, each beside a floor of its own kind. Compared is processor time, in turns: other programs on the machine
/// disturb it least.
/// </summary>
internal static class TrainingSpeedBenchmark
{
    private const int Batch = 128, MemoryEpochs = 20, ConvolutionalShare = 5;
    private const double MostOverFloor = 1.25, LeastUnderStock = 1.5;

    /// <summary>Returns 0 when both goals are met.</summary>
    public static int Run(int rounds)
    {
        set_num_threads(1);
        using var data = Datasets.Load("mnist");
        var images = data.Train.Images;
        using var fifth = images.narrow(0, 0, images.shape[0] / ConvolutionalShare);
        var (early, late) = ResidentMemory(images);
        var times = Measure(images, rounds);
        Console.WriteLine($"{"",-52} processor s/epoch   to floor   images/s");
        Print([.. times, .. TorchPeers.Measure(images)], images.shape[0]);
        Console.WriteLine($"ConvVae, {fifth.shape[0]} images:");
        Print(MeasureConvolutions(fifth, rounds), fifth.shape[0]);
        using var sentences = Sentences.Load("grammar", 8000, 100);
        Console.WriteLine($"SentenceVae, {sentences.Train.Pairs.Count} sentences:");
        Print(MeasureSentences(sentences, rounds), sentences.Train.Pairs.Count);
        Console.WriteLine($"Resident memory of our training after epochs 2 and {MemoryEpochs}: {early:F0} and {late:F0} MiB.");
        Console.WriteLine($"Median of {rounds} rounds, {Environment.ProcessorCount} processors, one thread.");
        var (floor, ours, stock) = (times[0].Seconds, times[1].Seconds, times[2].Seconds);
        Console.WriteLine($"Ours is {ours / floor:F2} times the floor (goal: {MostOverFloor}) and {stock / ours:F2} times as fast as TorchSharp's own loop (goal: {LeastUnderStock}).");
        return ours / floor <= MostOverFloor && stock / ours >= LeastUnderStock ? 0 : 1;
    }

    private static void Print(List<(string Name, double Seconds)> times, long images)
    {
        foreach (var (name, seconds) in times)
            Console.WriteLine($"{name,-52} {seconds,17:F2} {seconds / times[0].Seconds,10:F2} {images / seconds,10:F0}");
    }

    private static List<(string Name, double Seconds)> Measure(Tensor images, int rounds)
    {
        var (shape, options, steps) = (new MlpVaeOptions(), new TrainerOptions { Epochs = rounds + 1 }, Steps(images));
        using var floor = MatrixProducts.Of(shape, Batch);
        using var stock = new StockLoop(shape, options);
        using var model = new MlpVae(shape, seed: 1);
        var times = InTurns(model, options, images, [() => floor.Run(steps), () => stock.Epoch(images)]);
        return [("the matrix products alone (floor)", times[1]), ("Trainer", times[0]), ("TorchSharp's autograd and optim.Adam", times[2])];
    }

    private static List<(string Name, double Seconds)> MeasureConvolutions(Tensor images, int rounds)
    {
        var (shape, options, steps) = (new ConvVaeOptions(), new TrainerOptions { Epochs = rounds + 1 }, Steps(images));
        using var floor = new Convolutions(shape, Batch);
        using var stock = new StockLoop(new ConvVae(shape, seed: 1), options);
        using var model = new ConvVae(shape, seed: 1);
        var times = InTurns(model, options, images, [() => floor.Run(steps), () => floor.RunProducts(steps), () => stock.Epoch(images)]);
        return [("the convolutions alone (floor)", times[1]), ("with the matrix products", times[1] + times[2]), ("Trainer", times[0]),
            ("TorchSharp's autograd and optim.Adam", times[3])];
    }

    private static List<(string Name, double Seconds)> MeasureSentences(SentenceSplits data, int rounds)
    {
        var (tokens, options) = (data.Train.English, new TrainerOptions { Epochs = rounds + 1 });
        var shape = new SentenceVaeOptions { VocabularySize = data.English.Count, Length = (int)tokens.shape[1] };
        using var floor = new Recurrences(shape, Batch);
        using var model = new SentenceVae(shape, seed: 1);
        var times = InTurns(model, options, tokens, [() => floor.RunProducts(Steps(tokens)), () => floor.Run(Steps(tokens))]);
        return [("the matrix products alone (floor)", times[1]), ("with the GRUs whole", times[2]), ("Trainer", times[0])];
    }

    /// <summary>Median times of an epoch of the trainer and of the others, each measured after each epoch.</summary>
    private static double[] InTurns(Vae model, TrainerOptions options, Tensor images, Action[] others)
    {
        using var trainer = new Trainer(model, options);
        var times = new List<double[]>();
        using var few = images.narrow(0, 0, 10); // the test after the epoch is no part of the comparison
        var clock = new ProcessorClock();
        trainer.Fit(images, few, _ => // in the first epoch each warms up
        {
            times.Add([clock.Seconds, .. others.Select(ProcessorClock.Time)]);
            clock.Restart();
        });
        return [.. Enumerable.Range(0, others.Length + 1).Select(i => Median([.. times.Select(round => round[i])]))];
    }

    private static int Steps(Tensor images) => (int)((images.shape[0] + Batch - 1) / Batch);

    private static (double Early, double Late) ResidentMemory(Tensor images)
    {
        using var model = new MlpVae(new MlpVaeOptions(), seed: 1);
        using var trainer = new Trainer(model, new TrainerOptions { Epochs = MemoryEpochs });
        using var few = images.narrow(0, 0, 10);
        var resident = new List<double>();
        trainer.Fit(images, few, _ =>
        {
            GC.Collect(); // dead objects, which the collector leaves for later where the cache is large, are no growth
            resident.Add(Environment.WorkingSet / 1048576.0);
        });
        return (resident[1], resident[^1]);
    }

    private static double Median(List<double> times)
    {
        var sorted = times.Skip(1).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
