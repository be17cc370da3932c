using Xunit;

namespace VaeNotebooks.Tests;

public sealed class DigitRandomTests
{
    [Fact]
    public void The_generator_is_SplitMix64_as_published()
    {
        var random = new DigitRandom(1234567);
        ulong[] published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(published, Enumerable.Range(0, 5).Select(_ => random.Next()));
    }

    [Fact]
    public void Bell_has_mean_0_and_deviation_1_and_no_long_tail()
    {
        var random = DigitRandom.For(seed: 5, index: 0);
        double[] values = [.. Enumerable.Range(0, 100_000).Select(_ => random.Bell())];
        Assert.Equal(0, values.Average(), 0.013); // 4 standard errors
        Assert.Equal(1, values.Average(v => v * v), 0.02);
        Assert.All(values, v => Assert.InRange(v, -3.47, 3.47));
    }

    [Fact]
    public void Neighbouring_images_and_neighbouring_seeds_get_unrelated_streams()
    {
        var firsts = from seed in Enumerable.Range(0, 100)
                     from index in Enumerable.Range(0, 100)
                     let random = DigitRandom.For((ulong)seed, (ulong)index)
                     select random.Next();
        Assert.Equal(10_000, firsts.Distinct().Count());
    }

    [Fact]
    public void Log_uniform_values_stay_between_their_bounds_and_are_centred_on_their_geometric_mean()
    {
        var random = DigitRandom.For(seed: 6, index: 0);
        double[] values = [.. Enumerable.Range(0, 20_000).Select(_ => random.LogBetween(0.5, 2))];
        Assert.All(values, v => Assert.InRange(v, 0.5 - 1e-8, 2 + 1e-8));
        Assert.Equal(0, values.Average(Math.Log), 0.012); // deviation ln 4 / sqrt 12 = 0.40: 4 standard errors
    }

    [Theory]
    [InlineData(-2.9)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(2.9)]
    public void Portable_functions_agree_with_the_systems(double x)
    {
        Assert.Equal(Math.Exp(x), PortableMath.Exp(x), 1e-7 * Math.Exp(x));
        Assert.Equal(x, PortableMath.Log(Math.Exp(x)), 1e-7);
        Assert.Equal(Math.Sin(2 * Math.PI * x), PortableMath.SinTurns(x), 1e-8);
        Assert.Equal(Math.Cos(2 * Math.PI * x), PortableMath.CosTurns(x), 1e-8);
    }
}
