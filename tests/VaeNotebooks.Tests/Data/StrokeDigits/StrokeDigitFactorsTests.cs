using Xunit;

namespace VaeNotebooks.Tests;

/// <summary>Each factor does what its name says, measured on the pixels.</summary>
public sealed class StrokeDigitFactorsTests
{
    private static readonly StrokeDigitFactors Plain =
        new(0, 0, Slant: 0, Rotation: 0, Width: 1, Taper: 0, Thickness: 1.3, Curl: 1, Jitter: 0.02, Detail: 99);

    public static TheoryData<int, int> Styles()
    {
        var styles = new TheoryData<int, int>();
        for (int digit = 0; digit < 10; digit++)
            for (int variant = 0; variant < StrokeDigits.VariantCount(digit); variant++)
                styles.Add(digit, variant);
        return styles;
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void A_thicker_pen_leaves_more_ink(int digit, int variant) =>
        Increases(Sweep([0.7, 1, 1.4, 1.9], t => Plain with { Digit = digit, Variant = variant, Thickness = t }).Select(i => i.Mass));

    [Theory]
    [MemberData(nameof(Styles))]
    public void More_slant_leans_further_right(int digit, int variant) =>
        Increases(Sweep([-0.5, -0.2, 0, 0.2, 0.5], s => Plain with { Digit = digit, Variant = variant, Slant = s }).Select(i => i.Slant));

    [Fact]
    public void Rotation_turns_a_one_clockwise_by_as_much_as_it_says()
    {
        foreach (double degrees in (double[])[-20, 0, 20])
        {
            var upright = Plain with { Digit = 1, Jitter = 0, Slant = -Glyphs.Lean(1), Rotation = degrees };
            Assert.Equal(Math.Tan(degrees * Math.PI / 180), Sweep([0], _ => upright)[0].Slant, 0.06);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(8)]
    public void More_width_gives_broader_proportions(int digit) =>
        Increases(Sweep([0.6, 0.8, 1, 1.2], w => Plain with { Digit = digit, Width = w }).Select(i => (double)i.Width / i.Height));

    [Fact]
    public void Taper_widens_the_lower_loop_of_an_eight_against_the_upper() =>
        Increases(Images([-0.4, 0, 0.4], t => Plain with { Digit = 8, Variant = 4, Taper = t }).Select(LowerOverUpperWidth));

    [Fact]
    public void More_jitter_moves_an_image_further_from_the_clean_one()
    {
        var images = Images([0, 0.01, 0.03, 0.08], j => Plain with { Digit = 3, Jitter = j }).ToList();
        Increases(images.Select(image => Distance(image, images[0])));
    }

    [Fact]
    public void More_curl_rounds_an_oval_outwards()
    {
        // The box is fitted to the same height: a rounder oval covers its corners, so it is longer around and takes more ink.
        Increases(Sweep([0.3, 0.7, 1.1, 1.5], c => Plain with { Curl = c, Jitter = 0 }).Select(i => i.Mass));
    }

    [Fact]
    public void Another_detail_seed_gives_another_image_of_the_same_factors()
    {
        var images = StrokeDigits.Render([Plain, Plain with { Detail = 100 }, Plain]);
        Assert.NotEqual(images.Image(0).ToArray(), images.Image(1).ToArray());
        Assert.Equal(images.Image(0), images.Image(2));
    }

    [Theory]
    [InlineData(nameof(StrokeDigitFactors.Slant))]
    [InlineData(nameof(StrokeDigitFactors.Thickness))]
    public void Over_a_set_a_sampled_factor_goes_with_its_measurement(string name)
    {
        var set = StrokeDigits.Generate(1000, seed: 8);
        int column = StrokeDigitFactors.ContinuousNames.ToList().IndexOf(name);
        int[] twos = [.. Enumerable.Range(0, set.Count).Where(i => set.Labels[i] == 2)];
        double[] factor = [.. twos.Select(i => set.Factors[i].ToArray()[column])];
        double[] measured = [.. twos.Select(i => Ink.Of(set.Image(i))).Select(ink => name == "Slant" ? ink.Slant : ink.Mass)];
        Assert.InRange(Correlation(factor, measured), 0.75, 1);
    }

    [Fact]
    public void A_factor_out_of_range_is_refused_by_name()
    {
        Refused(Plain with { Digit = 10 }, "Digit is 10");
        Refused(Plain with { Digit = 6, Variant = 2 }, "Variant is 2; it must be 0 to 1 for the digit 6.");
        Refused(Plain with { Thickness = 0 }, "Thickness is 0");
        Refused(Plain with { Slant = double.NaN }, "Slant is NaN");
        Assert.Throws<ArgumentException>(() => StrokeDigits.Render([]));
    }

    private static void Refused(StrokeDigitFactors factors, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(() => StrokeDigits.Render([Plain, factors])).Message);

    private static List<Ink> Sweep(double[] values, Func<double, StrokeDigitFactors> factors) =>
        [.. Images(values, factors).Select(image => Ink.Of(image, threshold: 64))];

    private static IEnumerable<byte[]> Images(double[] values, Func<double, StrokeDigitFactors> factors)
    {
        var images = StrokeDigits.Render([.. values.Select(factors)]);
        return Enumerable.Range(0, images.Count).Select(i => images.Image(i).ToArray());
    }

    private static void Increases(IEnumerable<double> values)
    {
        double[] all = [.. values];
        for (int k = 1; k < all.Length; k++) Assert.True(all[k] > all[k - 1], string.Join(", ", all));
    }

    private static double LowerOverUpperWidth(byte[] image) =>
        (double)Ink.Of([.. new byte[392], .. image[392..]], 64).Width / Ink.Of([.. image[..392], .. new byte[392]], 64).Width;

    private static double Distance(byte[] a, byte[] b) => Math.Sqrt(a.Zip(b, (x, y) => (double)(x - y) * (x - y)).Sum());

    private static double Correlation(double[] a, double[] b)
    {
        (double ma, double mb) = (a.Average(), b.Average());
        double covariance = a.Zip(b, (x, y) => (x - ma) * (y - mb)).Sum();
        return covariance / Math.Sqrt(a.Sum(x => (x - ma) * (x - ma)) * b.Sum(y => (y - mb) * (y - mb)));
    }
}
