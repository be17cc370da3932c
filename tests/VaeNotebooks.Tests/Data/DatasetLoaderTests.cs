using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class DatasetLoaderTests : IDisposable
{
    private readonly TempFolder _own = new();

    public void Dispose() => _own.Dispose();

    [Fact]
    public void A_labelled_set_comes_as_pixels_from_zero_to_one_and_labels_in_file_order()
    {
        var (images, labels) = (TestFiles.IdxImages(6, seed: 1), TestFiles.IdxLabels(6, seed: 2));
        using var splits = Load(Labelled(images, labels), 4, null);
        Assert.Equal((4, 6, null), (splits.Train.Count, splits.Test.Count, splits.Validation));
        Assert.Equal(images[16..].Take(4 * 784).Select(pixel => pixel / 255f), splits.Train.Images.data<float>());
        Assert.Equal(labels[8..].Take(4).Select(label => (long)label), splits.Train.Labels!.data<long>());
        Assert.Equal("toy train", splits.Train.Name);
    }

    [Fact]
    public void Binary_text_comes_as_zeros_and_ones_without_labels()
    {
        using var splits = Load(Binary(5), null, null);
        Assert.Equal((5, 5, 5), (splits.Train.Count, splits.Validation!.Count, splits.Test.Count));
        Assert.Null(splits.Train.Labels);
        Assert.Equal(TestFiles.Amat(5, seed: 1).Where(c => c is 48 or 49).Select(c => c - 48f), splits.Train.Images.data<float>());
    }

    [Fact]
    public void A_part_of_the_class_sorted_binary_test_lines_is_a_fixed_shuffle_and_parts_nest()
    {
        var set = Binary(40);
        using var whole = Load(set, 1, null);
        using var small = Load(set, 1, 10);
        using var large = Load(set, 1, 20);
        var order = Rows(large.Test).Select(row => Rows(whole.Test).ToList().IndexOf(row)).ToArray();
        Assert.Equal(Rows(small.Test), Rows(large.Test).Take(10));
        Assert.Equal(20, order.Distinct().Count());
        Assert.DoesNotContain(-1, order);
        Assert.NotEqual(Enumerable.Range(0, 20), order);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(null, 7)]
    [InlineData(-1, null)]
    public void A_count_that_the_set_has_not_is_refused(int? train, int? test)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Load(Labelled(TestFiles.IdxImages(6), TestFiles.IdxLabels(6)), train, test));
        Assert.Contains("1 to 6", error.Message);
    }

    [Fact]
    public void A_file_of_right_hash_and_wrong_count_is_refused()
    {
        var set = Labelled(TestFiles.IdxImages(6), TestFiles.IdxLabels(6), declared: 5);
        Assert.Equal("5 items", Assert.Throws<DatasetException>(() => Load(set, null, null)).Expected);
    }

    [Fact]
    public void Loading_leaves_no_tensor_but_those_of_the_splits()
    {
        var set = Labelled(TestFiles.IdxImages(6), TestFiles.IdxLabels(6));
        using var scope = NewDisposeScope();
        using var splits = Load(set, null, null);
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void A_bad_last_file_leaves_no_tensor_of_the_good_ones()
    {
        var set = Labelled(TestFiles.IdxImages(6), TestFiles.IdxLabels(6));
        _own.Write("toy/test-labels.gz", [1, 2, 3]);
        var before = LiveTensors.OnThisThread;
        Assert.Throws<DatasetException>(() => Load(set, null, null));
        Assert.Equal(before, LiveTensors.OnThisThread);
    }

    [Fact]
    public void Strokes_are_the_beginning_of_the_sets_of_seed_one_and_two()
    {
        using var splits = Datasets.Load("strokes", 8, 5);
        using var train = StrokeDigits.Generate(8, 1).ToDataset("train");
        using var test = StrokeDigits.Generate(5, 2).ToDataset("test");
        Assert.Equal(train.Images.data<float>(), splits.Train.Images.data<float>());
        Assert.Equal(test.Images.data<float>(), splits.Test.Images.data<float>());
        Assert.Equal(test.Labels!.data<long>(), splits.Test.Labels!.data<long>());
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        var error = Assert.Throws<ArgumentException>(() => Datasets.Load("mnits"));
        Assert.Contains("strokes, mnist, fashion-mnist, binarized-mnist", error.Message);
    }

    private static string[] Rows(ImageDataset images) => [.. images.Images.data<float>().Chunk(784).Select(row => string.Concat(row))];

    private DatasetSplits Load(DatasetInfo set, int? train, int? test)
    {
        var store = new DatasetStore(_own.Path, Path.Combine(_own.Path, "cache"), new VerifiedDownloader(new(TimeSpan.FromSeconds(20))));
        return new DatasetLoader(set, store, null, default).Load(train, test);
    }

    private DatasetInfo Labelled(byte[] images, byte[] labels, int declared = 6) => Set(
        Put(DatasetFileContent.IdxImages, declared, "train-images.gz", TestFiles.Gzip(images)),
        Put(DatasetFileContent.IdxLabels, declared, "train-labels.gz", TestFiles.Gzip(labels)),
        Put(DatasetFileContent.IdxImages, declared, "test-images.gz", TestFiles.Gzip(images)),
        Put(DatasetFileContent.IdxLabels, declared, "test-labels.gz", TestFiles.Gzip(labels)));

    private DatasetInfo Binary(int lines) => Set(
        Put(DatasetFileContent.BinaryText, lines, "train.amat", TestFiles.Amat(lines, seed: 1)),
        Put(DatasetFileContent.BinaryText, lines, "valid.amat", TestFiles.Amat(lines, seed: 2)),
        Put(DatasetFileContent.BinaryText, lines, "test.amat", TestFiles.Amat(lines, seed: 3)));

    private static DatasetInfo Set(params DatasetFile[] files) => new("toy", "A toy", "MIT", "None") { Files = files };

    private DatasetFile Put(DatasetFileContent content, int count, string name, byte[] bytes)
    {
        _own.Write($"toy/{name}", bytes);
        return new(content, count, [TestFiles.Form(name, bytes)]);
    }
}
