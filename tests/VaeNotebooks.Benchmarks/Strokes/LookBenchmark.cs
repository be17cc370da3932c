namespace VaeNotebooks.Benchmarks;

/// <summary>StrokeDigits beside MNIST for the eye: mixed in random order, class by class, or alone for the documentation.</summary>
internal static class LookBenchmark
{
    public static void Mixed(string path)
    {
        var tiles = Strokes(StrokeDigits.Generate(200, seed: 2)).Concat(Real(MnistFiles.Test(), 200)).ToArray();
        new Random(5).Shuffle(tiles);
        ContactSheet.Write(path, tiles, columns: 20, scale: 2);
    }

    /// <summary>Left half generated, right half real; one digit after the other.</summary>
    public static void Classes(string path, int firstDigit, int digits, int rows)
    {
        var mnist = MnistFiles.Train();
        var strokes = StrokeDigits.Generate(6000, seed: 3);
        var tiles = new List<ReadOnlyMemory<byte>>();
        for (int digit = firstDigit; digit < firstDigit + digits; digit++)
        {
            var ours = Enumerable.Range(0, strokes.Count).Where(i => strokes.Factors[i].Digit == digit)
                .Select(i => Tile(strokes.Pixels, i)).ToList();
            var real = Enumerable.Range(0, 6000).Where(i => mnist.Labels[i] == digit).Select(i => Tile(mnist.Pixels, i)).ToList();
            for (int row = 0; row < rows; row++)
            {
                tiles.AddRange(ours.Skip(row * 14).Take(14));
                tiles.Add(new byte[ImageDataset.PixelCount]);
                tiles.AddRange(real.Skip(row * 14).Take(14));
            }
        }

        ContactSheet.Write(path, tiles, columns: 29, scale: 2);
    }

    /// <summary>One row a digit, for the documentation.</summary>
    public static void Picture(string path)
    {
        var strokes = StrokeDigits.Generate(2000, seed: 1);
        var tiles = Enumerable.Range(0, 10).SelectMany(digit =>
            Enumerable.Range(0, strokes.Count).Where(i => strokes.Factors[i].Digit == digit).Take(20).Select(i => Tile(strokes.Pixels, i)));
        ContactSheet.Write(path, [.. tiles], columns: 20, scale: 2);
    }

    /// <summary>Real images that were read wrong: digit after digit, 28 in a row, a new row for each digit.</summary>
    public static void Misread(string path, MnistFiles mnist, byte[] answers)
    {
        var tiles = new List<ReadOnlyMemory<byte>>();
        for (int digit = 0; digit < 10; digit++)
        {
            tiles.AddRange(Enumerable.Range(0, mnist.Count).Where(i => mnist.Labels[i] == digit && answers[i] != digit)
                .OrderBy(i => answers[i]).Select(i => Tile(mnist.Pixels, i)));
            while (tiles.Count % 28 != 0) tiles.Add(new byte[ImageDataset.PixelCount]);
        }

        ContactSheet.Write(path, tiles, columns: 28, scale: 2);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Strokes(StrokeDigitImages images) =>
        Enumerable.Range(0, images.Count).Select(i => Tile(images.Pixels, i));

    private static IEnumerable<ReadOnlyMemory<byte>> Real(MnistFiles files, int count) =>
        Enumerable.Range(0, count).Select(i => Tile(files.Pixels, i));

    private static ReadOnlyMemory<byte> Tile(byte[] pixels, int index) =>
        pixels.AsMemory(index * ImageDataset.PixelCount, ImageDataset.PixelCount);
}
