namespace VaeNotebooks.Benchmarks;

/// <summary>Class by class, StrokeDigits against the MNIST training set: mean and deviation of what can be measured.</summary>
internal static class ComparisonBenchmark
{
    private static readonly (string Name, Func<InkStatistics, double> Value)[] Columns =
    [
        ("mass", s => s.Mass), ("slant", s => s.Slant), ("width", s => s.Width), ("height", s => s.Height), ("thickness", s => s.Thickness),
    ];

    public static void Run(int images)
    {
        var mnist = MnistFiles.Train();
        var strokes = StrokeDigits.Generate(images, seed: 1);
        byte[] ours = [.. strokes.Labels.Select(l => (byte)l)];
        Console.WriteLine("mean (deviation), StrokeDigits | MNIST");
        Console.WriteLine("digit  " + string.Concat(Columns.Select(c => c.Name.PadRight(30))));
        for (int digit = 0; digit < 10; digit++)
        {
            var a = Measure(strokes.Pixels, ours, digit);
            var b = Measure(mnist.Pixels, mnist.Labels, digit);
            Console.WriteLine($"{digit,-7}" + string.Concat(Columns.Select(c => $"{Text(a, c.Value)} | {Text(b, c.Value)}".PadRight(30))));
        }
    }

    private static List<InkStatistics> Measure(byte[] pixels, byte[] labels, int digit) =>
        [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == digit)
            .Select(i => InkStatistics.Of(pixels.AsSpan(i * ImageDataset.PixelCount, ImageDataset.PixelCount)))];

    private static string Text(List<InkStatistics> all, Func<InkStatistics, double> value)
    {
        double mean = all.Average(value);
        return $"{mean:F2} ({Math.Sqrt(all.Average(s => (value(s) - mean) * (value(s) - mean))):F2})";
    }
}
