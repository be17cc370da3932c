using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>Turns the files of a set into tensors.</summary>
internal sealed class DatasetLoader(
    DatasetInfo set, DatasetStore store, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
{
    private const int StrokesTrainCount = 60_000;
    private const int StrokesTestCount = 10_000;
    private const ulong StrokesTrainSeed = 1;
    private const ulong StrokesTestSeed = 2;
    private const ulong TestOrderSeed = 1;

    /// <summary>The set "strokes": image i is the same whatever the count, and the two seeds share no image.</summary>
    public static DatasetSplits Generate(int? trainCount, int? testCount)
    {
        var train = CheckedCount(trainCount, StrokesTrainCount, nameof(trainCount));
        var test = CheckedCount(testCount, StrokesTestCount, nameof(testCount));
        return new(
            StrokeDigits.Generate(train, StrokesTrainSeed).ToDataset("strokes train"),
            StrokeDigits.Generate(test, StrokesTestSeed).ToDataset("strokes test"));
    }

    /// <exception cref="ArgumentOutOfRangeException">A count is under 1 or above what the set has.</exception>
    /// <exception cref="DatasetException">A file is bad or not to be had.</exception>
    public DatasetSplits Load(int? trainCount, int? testCount) => set.Files switch
    {
        [{ Content: DatasetFileContent.BinaryText } train, var validation, var test] =>
            LoadBinarized(train, validation, test, trainCount, testCount),
        [var train, var trainLabels, var test, var testLabels] =>
            LoadLabelled(train, trainLabels, test, testLabels, trainCount, testCount),
        _ => throw new InvalidOperationException($"The set \"{set.Name}\" is not composed like any known one."),
    };

    private DatasetSplits LoadLabelled(
        DatasetFile train, DatasetFile trainLabels, DatasetFile test, DatasetFile testLabels, int? trainCount, int? testCount)
    {
        var trainRows = FirstRows(CheckedCount(trainCount, train.Count, nameof(trainCount)));
        var testRows = FirstRows(CheckedCount(testCount, test.Count, nameof(testCount)));
        return Join(Read("train", train, trainRows, trainLabels), Read("test", test, testRows, testLabels));
    }

    private DatasetSplits LoadBinarized(DatasetFile train, DatasetFile validation, DatasetFile test, int? trainCount, int? testCount)
    {
        var trainRows = FirstRows(CheckedCount(trainCount, train.Count, nameof(trainCount)));
        var count = CheckedCount(testCount, test.Count, nameof(testCount));
        var testRows = count == test.Count ? FirstRows(count) : ShuffledRows(test.Count)[..count]; // the lines are sorted by class
        return Join(Read("train", train, trainRows), Read("test", test, testRows), Read("validation", validation, FirstRows(validation.Count)));
    }

    // Every file was read and checked before the first tensor is made: a bad one leaves none behind.
    private static DatasetSplits Join(Part train, Part test, Part? validation = null) =>
        new(train.ToDataset(), test.ToDataset(), validation?.ToDataset());

    private Part Read(string part, DatasetFile images, int[] rows, DatasetFile? labels = null) => new(
        $"{set.Name} {part}",
        Select(Read(images), rows, ImageDataset.PixelCount),
        images.Content == DatasetFileContent.IdxImages ? 255 : 1,
        labels is null ? null : Select(Read(labels), rows, 1));

    // On a thread of the pool: a notebook's synchronisation context must not be waited for by its own thread.
    private byte[] Read(DatasetFile file)
    {
        var bytes = Task.Run(() => store.ReadAsync(set, file, progress, cancellation), cancellation).GetAwaiter().GetResult();
        var name = file.Forms[0].FileName;
        return file.Content switch
        {
            DatasetFileContent.IdxImages => IdxReader.ReadImages(bytes, name, file.Count),
            DatasetFileContent.IdxLabels => IdxReader.ReadLabels(bytes, name, file.Count),
            _ => AmatReader.Read(bytes, name, file.Count),
        };
    }

    private static byte[] Select(byte[] all, int[] rows, int width)
    {
        var chosen = new byte[(long)rows.Length * width];
        for (var i = 0; i < rows.Length; i++)
        {
            all.AsSpan(rows[i] * width, width).CopyTo(chosen.AsSpan(i * width));
        }

        return chosen;
    }

    private static int[] FirstRows(int count) => [.. Enumerable.Range(0, count)];

    private static int[] ShuffledRows(int count)
    {
        using var generator = new Generator(TestOrderSeed);
        using var order = randperm(count, dtype: ScalarType.Int32, generator: generator);
        return order.data<int>().ToArray();
    }

    private static int CheckedCount(int? count, int available, string argument)
    {
        var chosen = count ?? available;
        return 1 <= chosen && chosen <= available ? chosen : throw new ArgumentOutOfRangeException(
            argument, count, $"The set has {available} such images; ask for 1 to {available}, or leave the count out.");
    }

    /// <summary>The chosen rows of one part, as bytes.</summary>
    private sealed record Part(string Name, byte[] Pixels, double Brightest, byte[]? Classes)
    {
        public ImageDataset ToDataset()
        {
            using var scope = NewDisposeScope();
            var images = tensor(Pixels, [Pixels.Length / ImageDataset.PixelCount, ImageDataset.PixelCount], dtype: ScalarType.Float32);
            return new(Name, images.div_(Brightest), Classes is null ? null : tensor(Classes, dtype: ScalarType.Int64));
        }
    }
}
