using System.Diagnostics;
using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>
/// How real are StrokeDigits? A small network is trained on them alone and reads the MNIST test set. Momentum and a cosine schedule
/// instead of Adam: TorchSharp's Adam leaks.
/// </summary>
internal static class RealismBenchmark
{
    private const int Batch = 64;

    public static void Run(int images, int epochs, ulong seed, StrokeDigitsOptions options, string? sheet)
    {
        set_num_threads(1); // the order of additions, and so the last digits, must not depend on the machine's load
        random.manual_seed((long)seed);
        using var generator = new Generator(seed);
        using var network = new ReadingNetwork();
        using var train = StrokeDigits.Generate(images, seed, options).ToDataset("strokes train");
        var clock = Stopwatch.StartNew();
        Train(network, train, epochs, generator);
        Console.WriteLine($"{images} generated images (jitter {options.Jitter}), {epochs} epochs, seed {seed}, "
            + $"{network.Parameters} parameters, {clock.Elapsed.TotalSeconds:F0} s");

        var mnist = MnistFiles.Test();
        using var pixels = tensor(mnist.Pixels, [mnist.Count, ImageDataset.PixelCount]);
        byte[] answers = Read(network, pixels);
        Report(mnist.Labels, answers);
        if (sheet is not null) LookBenchmark.Misread(sheet, mnist, answers);
    }

    private static void Train(ReadingNetwork network, ImageDataset data, int epochs, Generator generator)
    {
        using var optimizer = optim.SGD(network.parameters(), learningRate: 0.05, momentum: 0.9, weight_decay: 1e-4);
        int steps = data.Count / Batch, total = steps * epochs, step = 0;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            using var order = randperm(data.Count, generator: generator);
            double sum = 0;
            for (int b = 0; b < steps; b++, step++)
            {
                using var scope = NewDisposeScope();
                optimizer.ParamGroups.First().LearningRate = 0.05 * 0.5 * (1 + Math.Cos(Math.PI * step / total));
                var rows = order.narrow(0, b * Batch, Batch);
                var loss = nn.functional.cross_entropy(network.forward(data.Images[rows]), data.Labels![rows]);
                optimizer.zero_grad();
                loss.backward();
                optimizer.step();
                sum += loss.item<float>();
            }

            GC.Collect();
            Console.WriteLine($"epoch {epoch + 1}: mean cross-entropy {sum / steps:F4} nats");
        }
    }

    private static byte[] Read(ReadingNetwork network, Tensor pixels)
    {
        using var gradients = no_grad();
        var answers = new List<byte>();
        for (long first = 0; first < pixels.shape[0]; first += 1000)
        {
            using var scope = NewDisposeScope();
            var batch = pixels.narrow(0, first, 1000).to(ScalarType.Float32) / 255;
            answers.AddRange(network.forward(batch).argmax(1).data<long>().Select(k => (byte)k));
        }

        return [.. answers];
    }

    private static void Report(byte[] labels, byte[] answers)
    {
        var pairs = labels.Zip(answers).ToList();
        Console.WriteLine($"MNIST test accuracy {100.0 * pairs.Count(p => p.First == p.Second) / pairs.Count:F2}%");
        foreach (var group in pairs.GroupBy(p => p.First).OrderBy(g => g.Key))
            Console.WriteLine($"  digit {group.Key}: {100.0 * group.Count(p => p.First == p.Second) / group.Count():F1}%");

        var worst = pairs.Where(p => p.First != p.Second).GroupBy(p => p).OrderByDescending(g => g.Count()).Take(10);
        Console.WriteLine("  read wrong: " + string.Join(", ", worst.Select(g => $"{g.Key.First} as {g.Key.Second} x{g.Count()}")));
    }
}
