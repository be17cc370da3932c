using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class AurocTests
{
    /// <summary>The definition, pair by pair.</summary>
    private static double OverPairs(double[] normal, double[] anomalies) =>
        normal.SelectMany(n => anomalies.Select(a => a > n ? 1 : a == n ? 0.5 : 0)).Average();

    [Theory]
    [InlineData(1, 40, 60)]
    [InlineData(2, 1, 7)]
    [InlineData(3, 9, 1)]
    public void From_ranks_it_is_the_share_of_pairs_with_ties_as_one_half(ulong seed, int normals, int anomalies)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed);
        var (low, high) = (randint(0, 12, [normals], generator: generator), randint(3, 15, [anomalies], generator: generator)); // many ties
        double[] Values(Tensor t) => t.to(float64).data<double>().ToArray();
        var expected = OverPairs(Values(low), Values(high));
        Assert.Equal(expected, Auroc.Of(low, high), 1e-12);
        Assert.Equal(1 - expected, Auroc.Of(high, low), 1e-12);
        Assert.Equal(1 - expected, Auroc.Of(-low, -high), 1e-12);
        Assert.Equal(expected, Auroc.Of((low / 3.0).exp(), (high / 3.0).exp()), 1e-12);
        Assert.Equal(expected, Auroc.WithInterval(low, high, generator, resamples: 2).Value, 1e-12);
    }

    [Fact]
    public void Apart_level_and_infinite_scores_have_the_areas_they_must()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var (zero, one) = (zeros(5), ones(7));
        Assert.Equal(1, Auroc.Of(zero, one));
        Assert.Equal(0, Auroc.Of(one, zero));
        Assert.Equal(0.5, Auroc.Of(zero, zeros(3)));
        Assert.Equal(new AurocInterval(1, 1, 1), Auroc.WithInterval(zero, one, generator));
        Assert.Equal(0.75, Auroc.Of(tensor(new[] { 0.0, double.PositiveInfinity }), tensor(new[] { double.PositiveInfinity })));
        Assert.Equal("0.912 [0.895, 0.928]", new AurocInterval(0.9123, 0.8951, 0.9279).ToString());
        Assert.Equal("0.500 [0.500, 0.500]", Auroc.WithInterval(zero, zero, generator).ToString());
    }

    /// <summary>
    /// N(0, 1) against N(1, 1): the area is Phi(1 / sqrt 2) = 0.7602. An interval that covers it 95 times of 100 does so 380 of 400 times with a deviation
    /// of 4.4; with 60 and 40 scores the percentile interval is known to cover a little less.
    /// </summary>
    [Fact]
    public void The_interval_covers_the_true_area_as_often_as_it_says()
    {
        const double truth = 0.7602499;
        const int trials = 400;
        int covered = 0, narrower = 0;
        using var generator = new Generator(7);
        for (var trial = 0; trial < trials; trial++)
        {
            using var scope = NewDisposeScope();
            var (normal, anomalies) = (randn(60, generator: generator), randn(40, generator: generator) + 1);
            var interval = Auroc.WithInterval(normal, anomalies, generator, resamples: 300);
            var half = Auroc.WithInterval(normal, anomalies, generator, resamples: 300, coverage: 0.5);
            covered += interval.Low <= truth && truth <= interval.High ? 1 : 0;
            narrower += half.Low <= truth && truth <= half.High ? 1 : 0;
            Assert.InRange(interval.Value, interval.Low, interval.High);
        }

        Assert.InRange(covered, 0.91 * trials, 0.98 * trials);
        Assert.InRange(narrower, 0.42 * trials, 0.58 * trials);
    }

    /// <summary>Two normal scores around one anomaly: of the four ways to draw two, one is all below, one all above and two are even.</summary>
    [Fact]
    public void Every_score_is_drawn_anew_as_often_as_every_other()
    {
        using var scope = NewDisposeScope();
        var (around, middle) = (tensor(new[] { 0.0, 2 }), tensor(new[] { 1.0 }));
        AurocInterval Interval(Tensor normal, Tensor anomalies, double coverage)
        {
            using var generator = new Generator(2);
            return Auroc.WithInterval(normal, anomalies, generator, resamples: 400, coverage);
        }

        Assert.Equal(new AurocInterval(0.5, 0, 1), Interval(around, middle, 0.7)); // a quarter of the areas is 0 and a quarter 1
        Assert.Equal(new AurocInterval(0.5, 0, 1), Interval(middle, around, 0.7));
        Assert.Equal(new AurocInterval(0.5, 0.5, 0.5), Interval(around, middle, 0.3));
    }

    [Fact]
    public void Between_two_resamples_the_ends_lie_on_the_line_that_joins_them()
    {
        using var scope = NewDisposeScope();
        using var draws = new Generator(3);
        var (normal, anomalies) = (randn(20, generator: draws), randn(15, generator: draws) + 1);
        AurocInterval Interval(double coverage)
        {
            using var generator = new Generator(4);
            return Auroc.WithInterval(normal, anomalies, generator, resamples: 2, coverage);
        }

        var (half, whole) = (Interval(0.5), Interval(1 - 1e-12));
        var width = whole.High - whole.Low;
        Assert.True(width > 0.01, $"{whole}: the two resamples are the same");
        Assert.Equal(whole.Low + (width / 4), half.Low, 1e-9);
        Assert.Equal(whole.High - (width / 4), half.High, 1e-9);
    }

    [Fact]
    public void The_same_generator_gives_the_same_interval_and_no_tensor_stays_alive()
    {
        using var scope = NewDisposeScope();
        using var draws = new Generator(3);
        var (normal, anomalies) = (randn(50, generator: draws), randn(30, generator: draws) + 0.5);
        var before = LiveTensors.OnThisThread;
        AurocInterval Interval(ulong seed)
        {
            using var generator = new Generator(seed);
            return Auroc.WithInterval(normal, anomalies, generator, resamples: 100);
        }

        Assert.Equal(Interval(5), Interval(5));
        Assert.NotEqual(Interval(5).Low, Interval(6).Low);
        Assert.Equal(before, LiveTensors.OnThisThread);
    }

    [Fact]
    public void Scores_that_cannot_be_ranked_and_wrong_settings_are_refused_by_name()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var good = ones(3);
        Assert.Contains("normal must have shape [N]", Assert.Throws<ArgumentException>(() => Auroc.Of(ones(2, 2), good)).Message, StringComparison.Ordinal);
        Assert.Contains("anomalies", Assert.Throws<ArgumentException>(() => Auroc.Of(good, zeros(0))).Message, StringComparison.Ordinal);
        var message = Assert.Throws<ArgumentException>(() => Auroc.Of(good, tensor(new[] { 1, double.NaN }))).Message;
        Assert.Contains("Score 1 of anomalies is not a number", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Auroc.WithInterval(good, good, generator, resamples: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Auroc.WithInterval(good, good, generator, coverage: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Auroc.WithInterval(good, good, generator, coverage: 0));
    }
}
