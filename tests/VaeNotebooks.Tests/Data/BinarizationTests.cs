using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class BinarizationTests
{
    [Fact]
    public void A_draw_is_on_as_often_as_the_pixel_is_bright()
    {
        const int draws = 20_000;
        using var scope = NewDisposeScope();
        var intensities = linspace(0, 1, 784, ScalarType.Float32);
        var sample = Binarization.Sample(intensities.expand(draws, 784), new Generator(7));
        Assert.True(sample.eq(0).logical_or(sample.eq(1)).all().item<bool>());

        // Per pixel the mean of n Bernoulli draws has standard deviation sqrt(p (1 - p) / n); 5 of them miss once in 2 million.
        var bound = (intensities * (1 - intensities) / draws).sqrt() * 5;
        var miss = (sample.mean([0]) - intensities).abs();
        Assert.True(miss.le(bound + 1e-6).all().item<bool>(), $"Largest miss {miss.max().item<float>()}.");
    }

    [Fact]
    public void Black_is_never_on_and_white_always()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        Assert.Equal(0, Binarization.Sample(zeros(2000, 784), generator).sum().item<float>());
        Assert.Equal(2000 * 784, Binarization.Sample(ones(2000, 784), generator).sum(type: ScalarType.Int64).item<long>());
    }

    [Fact]
    public void The_same_seed_gives_the_same_draw_and_the_next_draw_another()
    {
        using var scope = NewDisposeScope();
        var grey = full([3, 784], 0.5f);
        var (first, second) = (new Generator(3), new Generator(3));
        var draw = Binarization.Sample(grey, first);
        Assert.True(draw.eq(Binarization.Sample(grey, second)).all().item<bool>());
        Assert.False(draw.eq(Binarization.Sample(grey, second)).all().item<bool>());
    }

    [Fact]
    public void Shape_and_type_are_kept_and_nothing_else_stays_alive()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var images = full([2, 1, 14, 14], 0.5, ScalarType.Float64);
        var before = LiveTensors.OnThisThread;
        foreach (var drawn in new[] { Binarization.Sample(images, generator), Binarization.Threshold(images) })
        {
            Assert.Equal((ScalarType.Float64, "2 1 14 14"), (drawn.dtype, string.Join(' ', drawn.shape)));
        }

        Assert.Equal(before + 2, LiveTensors.OnThisThread);
    }

    [Fact]
    public void The_threshold_puts_127_off_and_128_on()
    {
        using var scope = NewDisposeScope();
        var images = zeros(1, 784);
        images[0, 0] = 127 / 255f;
        images[0, 1] = 128 / 255f;
        images[0, 2] = 1;
        Assert.Equal([0f, 1f, 1f, 0f], Binarization.Threshold(images).data<float>().Take(4));
    }

    [Fact]
    public void Bytes_are_refused_by_name()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        var bytes = zeros([1, 784], ScalarType.Byte);
        Assert.Throws<ArgumentException>("images", () => Binarization.Sample(bytes, generator));
        Assert.Throws<ArgumentException>("images", () => Binarization.Threshold(bytes));
    }
}
