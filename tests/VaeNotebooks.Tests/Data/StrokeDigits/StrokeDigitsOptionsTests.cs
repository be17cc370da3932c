using Xunit;

namespace VaeNotebooks.Tests;

public sealed class StrokeDigitsOptionsTests
{
    public static TheoryData<string, Func<StrokeDigitsOptions>> Wrong() => new()
    {
        { "Jitter", () => new() { Jitter = -0.01 } },
        { "Jitter", () => new() { Jitter = double.NaN } },
        { "SlantMean", () => new() { SlantMean = 1.5 } },
        { "SlantSpread", () => new() { SlantSpread = 0.5 } },
        { "RotationSpread", () => new() { RotationSpread = 90 } },
        { "WidthSpread", () => new() { WidthSpread = 0.9 } },
        { "TaperSpread", () => new() { TaperSpread = -1 } },
        { "ThicknessMean", () => new() { ThicknessMean = 0 } },
        { "ThicknessSpread", () => new() { ThicknessSpread = 2 } },
        { "CurlSpread", () => new() { CurlSpread = 1 } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_value_out_of_range_is_refused_by_name(string name, Func<StrokeDigitsOptions> options) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(options).ParamName);

    [Fact]
    public void A_spread_of_nothing_fixes_the_factor()
    {
        var options = new StrokeDigitsOptions
        {
            Jitter = 0,
            SlantMean = 0.1,
            SlantSpread = 0,
            RotationSpread = 0,
            WidthSpread = 1,
            TaperSpread = 0,
            ThicknessMean = 1.5,
            ThicknessSpread = 0,
            CurlSpread = 0,
        };
        var images = StrokeDigits.Generate(50, seed: 1, options);
        double[] expected = [0.1, 0, 1, 0, 1.5, 1, 0];
        Assert.All(images.Factors, f => Assert.Equal(expected, f.ToArray().Select(v => Math.Round(v, 12))));
    }

    [Fact]
    public void The_widest_options_still_give_factors_that_can_be_rendered()
    {
        var widest = new StrokeDigitsOptions
        {
            Jitter = 0.1,
            SlantMean = 1,
            SlantSpread = 0.4,
            RotationSpread = 45,
            WidthSpread = 2,
            TaperSpread = 0.25,
            ThicknessSpread = 1,
            CurlSpread = 0.5,
        };
        var images = StrokeDigits.Generate(2000, seed: 1, widest);
        Assert.Equal(images.Pixels, StrokeDigits.Render(images.Factors).Pixels);
    }

    [Fact]
    public void A_count_below_1_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => StrokeDigits.Generate(0, seed: 1));
}
