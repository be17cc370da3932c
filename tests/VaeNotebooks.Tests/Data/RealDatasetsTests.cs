using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>Published facts about the real files; they run where VAE_DATA holds the files.</summary>
public sealed class RealDatasetsTests
{
    private static readonly long[] MnistTestCounts = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009];

    [Fact]
    public void Mnist_has_the_published_label_counts_and_pixels_from_zero_to_one()
    {
        Require("mnist");
        using var scope = NewDisposeScope();
        using var mnist = Datasets.Load("mnist");
        Assert.Equal([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949], mnist.Train.Labels!.bincount(null).data<long>());
        Assert.Equal(MnistTestCounts, mnist.Test.Labels!.bincount(null).data<long>());
        Assert.Equal((0f, 1f), (mnist.Train.Images.min().item<float>(), mnist.Train.Images.max().item<float>()));
        Assert.Equal(0.1307, mnist.Train.Images.mean().item<float>(), 0.0001); // the mean that half the world normalises by
    }

    [Fact]
    public void Fashion_mnist_has_as_many_images_of_each_class()
    {
        Require("fashion-mnist");
        using var scope = NewDisposeScope();
        using var fashion = Datasets.Load("fashion-mnist");
        Assert.All(fashion.Train.Labels!.bincount(null).data<long>(), count => Assert.Equal(6000, count));
        Assert.All(fashion.Test.Labels!.bincount(null).data<long>(), count => Assert.Equal(1000, count));
    }

    [Fact]
    public void Binarized_mnist_test_lines_are_draws_of_the_mnist_test_images_sorted_by_class()
    {
        Require("mnist");
        Require("binarized-mnist");
        using var scope = NewDisposeScope();
        using var mnist = Datasets.Load("mnist", trainCount: 1);
        using var binarized = Datasets.Load("binarized-mnist");
        Assert.Equal((50_000, 10_000, 10_000), (binarized.Train.Count, binarized.Validation!.Count, binarized.Test.Count));

        var (_, order) = mnist.Test.Labels!.sort(stable: true);
        var (grey, drawn) = (mnist.Test.Images.index_select(0, order), binarized.Test.Images);
        Assert.Equal(0, grey.eq(0).logical_and(drawn.eq(1)).sum().item<long>());
        Assert.Equal(0, grey.eq(1).logical_and(drawn.eq(0)).sum().item<long>());

        // Each pixel is one Bernoulli draw, so the excess of ink over its expectation is within 5 standard deviations.
        var excess = (drawn.sum() - grey.sum()).item<float>();
        var deviation = (grey * (1 - grey)).sum().sqrt().item<float>();
        Assert.InRange(excess, -5 * deviation, 5 * deviation);
    }

    [Fact]
    public void A_part_of_the_binarized_test_lines_has_every_class()
    {
        Require("binarized-mnist");
        using var scope = NewDisposeScope();
        using var whole = Datasets.Load("binarized-mnist", 1);
        using var part = Datasets.Load("binarized-mnist", 1, 500);

        // Lines are sorted by class with known counts, so the place of a line tells its class.
        var ends = MnistTestCounts.Select((_, digit) => MnistTestCounts.Take(digit + 1).Sum()).ToArray();
        var places = cdist(part.Test.Images, whole.Test.Images, 1).argmin(1).data<long>();
        var classes = places.Select(place => Array.FindIndex(ends, end => place < end)).CountBy(digit => digit).ToList();
        Assert.Equal(10, classes.Count);
        Assert.All(classes, counted => Assert.InRange(counted.Value, 25, 85));
    }

    private static void Require(string set)
    {
        Assert.SkipUnless(
            Datasets.DataFolder is { } folder && Directory.Exists(Path.Combine(folder, set)),
            $"{Datasets.DataFolderVariable} names no folder with {set}/ in it.");
    }
}
