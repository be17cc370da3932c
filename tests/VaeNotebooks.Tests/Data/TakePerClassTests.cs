using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class TakePerClassTests : IDisposable
{
    private readonly ImageDataset _set = StrokeDigits.Generate(500, seed: 1).ToDataset("digits");

    public void Dispose() => _set.Dispose();

    private ImageDataset Take(int perClass, ulong seed)
    {
        using var generator = new Generator(seed);
        return _set.TakePerClass(perClass, generator);
    }

    [Fact]
    public void Each_class_has_as_many_images_as_asked_for_with_their_own_labels()
    {
        using var scope = NewDisposeScope();
        using var part = Take(12, 1);
        var labels = part.Labels!.data<long>().ToArray();
        Assert.All(Enumerable.Range(0, 10), digit => Assert.Equal(12, labels.Count(label => label == digit)));
        Assert.NotEqual(labels.Order(), labels); // in random order
        var original = Evaluation.NearestNeighbours(part.Images, _set.Images);
        Assert.Equal(0, original.Distances.max().item<float>());
        Assert.True(_set.Labels!.index_select(0, original.Indices).eq(part.Labels!).all().item<bool>());
        Assert.Equal(120, original.Indices.data<long>().Distinct().Count());
    }

    [Fact]
    public void A_larger_part_holds_the_smaller_one_and_the_seed_decides()
    {
        using var scope = NewDisposeScope();
        using var small = Take(3, 1);
        using var large = Take(9, 1);
        using var other = Take(3, 2);
        Assert.Equal(0, Evaluation.NearestNeighbours(small.Images, large.Images).Distances.max().item<float>());
        Assert.True(Evaluation.NearestNeighbours(other.Images, small.Images).Distances.max().item<float>() > 0);
    }

    [Fact]
    public void Too_many_or_no_labels_are_refused()
    {
        Assert.Contains("A class of the set 'digits' has only", Assert.Throws<ArgumentOutOfRangeException>(() => Take(100, 1)).Message);
        using var unlabelled = new ImageDataset("plain", zeros(2, 784));
        using var generator = new Generator(1);
        Assert.StartsWith("The set 'plain' has no labels", Assert.Throws<InvalidOperationException>(() => unlabelled.TakePerClass(1, generator)).Message);
    }
}
