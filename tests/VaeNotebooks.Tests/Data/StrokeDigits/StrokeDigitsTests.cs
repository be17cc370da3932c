using System.Security.Cryptography;
using Xunit;

namespace VaeNotebooks.Tests;

public sealed class StrokeDigitsTests
{
    private static readonly StrokeDigitImages Thousand = StrokeDigits.Generate(1000, seed: 1);

    [Fact]
    public void The_first_thousand_images_of_seed_1_are_these_on_every_platform() =>
        Assert.Equal(
            "0129bfe00d5ed0fb2b18c755cafeb9593006c6cdc4611f082730e578f0bb6600",
            Convert.ToHexStringLower(SHA256.HashData(Thousand.Pixels)));

    [Fact]
    public void An_image_is_the_same_whatever_the_count() =>
        Assert.Equal(Thousand.Pixels[..(37 * 784)], StrokeDigits.Generate(37, seed: 1).Pixels);

    [Fact]
    public void An_image_is_the_same_alone_on_one_thread_and_in_reverse_order()
    {
        for (int i = 199; i >= 0; i--)
        {
            var factors = StrokeDigits.Sample(seed: 1, index: (ulong)i, StrokeDigitsOptions.Readable);
            Assert.Equal(Thousand.Factors[i], factors);
            Assert.Equal(Thousand.Image(i), StrokeDigits.Render([factors]).Image(0));
        }
    }

    [Fact]
    public void No_two_images_are_equal_within_a_seed_or_between_seeds()
    {
        var other = StrokeDigits.Generate(1000, seed: 2);
        var all = new[] { Thousand, other }.SelectMany(set => Enumerable.Range(0, 1000).Select(i => Convert.ToHexString(set.Image(i))));
        Assert.Equal(2000, all.Distinct().Count());
    }

    [Fact]
    public void The_centre_of_mass_is_in_the_middle_to_half_a_pixel()
    {
        for (int i = 0; i < 1000; i++)
        {
            var ink = Ink.Of(Thousand.Image(i));
            Assert.InRange(ink.CentreX, 13.5 - 1e-9, 14.5 + 1e-9);
            Assert.InRange(ink.CentreY, 13.5 - 1e-9, 14.5 + 1e-9);
        }
    }

    [Fact]
    public void The_ink_fills_a_box_of_20_pixels_and_reaches_full_black()
    {
        for (int i = 0; i < 1000; i++)
        {
            var box = Ink.Of(Thousand.Image(i), threshold: 64);
            Assert.InRange(Math.Max(box.Width, box.Height), 19, 22);
            Assert.Equal(255, Thousand.Image(i).ToArray().Max());
        }
    }

    [Fact]
    public void Every_class_and_every_style_comes_in_its_proportion()
    {
        const int count = 50_000;
        var factors = Enumerable.Range(0, count).Select(i => StrokeDigits.Sample(3, (ulong)i, StrokeDigitsOptions.Readable)).ToList();
        for (int digit = 0; digit < 10; digit++)
        {
            Assert.Equal(1, Glyphs.Of(digit).Sum(g => g.Weight), 1e-12);
            for (int variant = 0; variant < StrokeDigits.VariantCount(digit); variant++)
            {
                double p = 0.1 * Glyphs.Of(digit)[variant].Weight;
                double found = factors.Count(f => f.Digit == digit && f.Variant == variant);
                Assert.Equal(count * p, found, 4 * Math.Sqrt(count * p * (1 - p)));
            }
        }
    }

    [Fact]
    public void Readable_digits_are_told_apart_by_their_class_means()
    {
        var test = StrokeDigits.Generate(1000, seed: 2);
        double[][] means = [.. Enumerable.Range(0, 10).Select(digit => Mean(Thousand, digit))];
        int right = Enumerable.Range(0, 1000).Count(i => test.Labels[i] == Nearest(means, test.Image(i)));
        Assert.InRange(right, 750, 1000); // 777 when written; chance is 100
    }

    [Fact]
    public void A_dataset_holds_the_same_pixels_between_0_and_1_and_the_labels()
    {
        using var data = StrokeDigits.Generate(50, seed: 4).ToDataset("strokes");
        var images = StrokeDigits.Generate(50, seed: 4);
        Assert.Equal([50L, 784L], data.Images.shape);
        Assert.Equal(images.Pixels.Select(p => p / 255f), data.Images.data<float>().ToArray());
        Assert.Equal(images.Labels, data.Labels!.data<long>().ToArray());
        Assert.Equal("strokes", data.Name);
    }

    [Fact]
    public void The_factor_table_has_one_row_an_image_and_one_column_a_continuous_factor()
    {
        using var table = Thousand.FactorTable();
        Assert.Equal([1000L, StrokeDigitFactors.ContinuousNames.Count], table.shape);
        int column = StrokeDigitFactors.ContinuousNames.ToList().IndexOf("Thickness");
        Assert.Equal((float)Thousand.Factors[7].Thickness, table[7, column].item<float>());
    }

    private static int Nearest(double[][] means, ReadOnlySpan<byte> image)
    {
        var distances = new double[means.Length];
        for (int digit = 0; digit < means.Length; digit++)
            for (int k = 0; k < image.Length; k++) distances[digit] += (means[digit][k] - image[k]) * (means[digit][k] - image[k]);
        return Array.IndexOf(distances, distances.Min());
    }

    private static double[] Mean(StrokeDigitImages set, int digit)
    {
        int[] rows = [.. Enumerable.Range(0, set.Count).Where(i => set.Labels[i] == digit)];
        return [.. Enumerable.Range(0, 784).Select(k => rows.Average(i => (double)set.Image(i)[k]))];
    }
}
