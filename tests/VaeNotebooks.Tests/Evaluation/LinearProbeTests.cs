using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class LinearProbeTests
{
    private static long[] Levels(int count, int levels) => [.. Enumerable.Range(0, count).Select(i => (long)(i % levels))];

    /// <summary>Two Gaussians at -m and m with variance 1 and equal shares: the best line cuts at 0 and is right with probability Phi(m).</summary>
    [Theory]
    [InlineData(0.5, 0.6914625)]
    [InlineData(1.0, 0.8413447)]
    [InlineData(2.0, 0.9772499)]
    public void Two_Gaussians_are_told_apart_as_often_as_the_normal_distribution_says(double mean, double expected)
    {
        const int Count = 20_000;
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var levels = Levels(Count, 2);
        var places = (tensor(levels).to(float32) * 2 - 1) * mean;
        Tensor Draw() => stack([places + randn(Count, generator: generator), randn(Count, generator: generator)], 1);
        var standardError = Math.Sqrt(expected * (1 - expected) / Count);
        Assert.Equal(expected, LinearProbe.Accuracy(Draw(), levels, Draw(), levels), 4 * standardError);
    }

    [Fact]
    public void Four_corners_are_read_whole_and_their_alternation_not_at_all()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(2);
        var corners = tensor(new[,] { { 0f, 0f }, { 0f, 1f }, { 1f, 0f }, { 1f, 1f } }).repeat(500, 1);
        Tensor Draw() => corners + 0.1 * randn(corners.shape, generator: generator);
        long[] Each(params long[] levels) => [.. Enumerable.Range(0, 2000).Select(i => levels[i % 4])];
        Assert.Equal(1, LinearProbe.Accuracy(Draw(), Each(0, 1, 2, 3), Draw(), Each(0, 1, 2, 3)));
        Assert.InRange(LinearProbe.Accuracy(Draw(), Each(0, 1, 1, 0), Draw(), Each(0, 1, 1, 0)), 0.2, 0.8);
    }

    [Fact]
    public void Scale_shift_and_rotation_of_the_code_and_a_unit_that_never_varies_change_nothing()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        var levels = Levels(600, 3);
        var codes = nn.functional.one_hot(tensor(levels)).to(float64) + 0.6 * randn([600, 3], float64, generator: generator);
        var turned = 5 * codes.mm(linalg.qr(randn([3, 3], float64, generator: generator)).Q) - 7;
        double Half(Tensor all) => LinearProbe.Accuracy(all[..300], levels[..300], all[300..], levels[300..]);
        var accuracy = Half(codes);
        Assert.InRange(accuracy, 0.6, 0.95);
        Assert.Equal(accuracy, Half(turned), 1.0 / 300);
        Assert.Equal(accuracy, Half(cat([codes, zeros([600, 1], float64)], 1)));
    }

    [Fact]
    public void A_code_of_nothing_is_as_good_as_the_majority()
    {
        using var scope = NewDisposeScope();
        long[] levels = [2, 0, 2, 1, 2, 0];
        long[] asked = [2, 2, 0, 1];
        Assert.Equal(0.5, LinearProbe.Majority(levels, asked));
        Assert.Equal(0.25, LinearProbe.Majority([0, 0, 1], [1, 1, 1, 0])); // the most frequent level of those to fit
        Assert.Equal(0.5, LinearProbe.Accuracy(zeros(6, 2), levels, zeros(4, 2), asked));
        Assert.Equal(0, LinearProbe.Accuracy(zeros(6, 2), levels, zeros(1, 2), [5])); // never seen
    }

    [Fact]
    public void Shapes_and_levels_that_do_not_fit_are_named()
    {
        using var scope = NewDisposeScope();
        long[] three = [0, 1, 2];
        Assert.Contains("levels has 3 numbers for codes of shape [2, 4]", Assert.Throws<ArgumentException>(() => LinearProbe.Accuracy(zeros(2, 4), three, zeros(3, 4), three)).Message);
        Assert.Contains("[N, 4]", Assert.Throws<ArgumentException>(() => LinearProbe.Accuracy(zeros(3, 4), three, zeros(3, 5), three)).Message);
        Assert.Contains("-1", Assert.Throws<ArgumentException>(() => LinearProbe.Accuracy(zeros(3, 4), [0, -1, 2], zeros(3, 4), three)).Message);
        Assert.Throws<ArgumentException>(() => LinearProbe.Accuracy(zeros(0, 4), [], zeros(3, 4), three));
        Assert.Throws<ArgumentException>(() => LinearProbe.Majority([], three));
        Assert.Throws<ArgumentException>(() => LinearProbe.Majority(three, []));
        Assert.Contains("testLevels has 3 numbers", Assert.Throws<ArgumentException>(() => LinearProbe.Accuracy(zeros(3, 4), three, zeros(2, 4), three)).Message);
        Assert.Contains("testLevels holds -1", Assert.Throws<ArgumentException>(() => LinearProbe.Accuracy(zeros(3, 4), three, zeros(3, 4), [0, -1, 2])).Message);
        Assert.Contains("[3, 4, 1]", Assert.Throws<ArgumentException>(() => LinearProbe.Accuracy(zeros(3, 4, 1), three, zeros(3, 4), three)).Message);
    }
}
