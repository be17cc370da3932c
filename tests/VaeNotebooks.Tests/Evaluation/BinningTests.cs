using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class BinningTests
{
    private static double[] Normal(int count, ulong seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed);
        return randn(count, ScalarType.Float64, generator: generator).data<double>().ToArray();
    }

    [Fact]
    public void Entropies_and_information_of_a_table_are_those_computed_by_hand()
    {
        // The joint table 3/8, 1/8; 0, 4/8.
        double[] a = [0, 0, 0, 0, 1, 1, 1, 1], b = [5, 5, 5, 9, 9, 9, 9, 9];
        var (x, y) = (Binning.ByValue(a), Binning.ByValue(b));
        double H(params double[] p) => -p.Sum(share => share * Math.Log(share));
        Assert.Equal(H(0.5, 0.5), x.Entropy(), 1e-14);
        Assert.Equal(H(0.375, 0.625), y.Entropy(), 1e-14);
        Assert.Equal(H(0.5, 0.5) + H(0.375, 0.625) - H(0.375, 0.125, 0.5), x.Information(y), 1e-14);
        Assert.Equal(x.Entropy(), x.Information(x), 1e-14);
        Assert.Equal(x.Information(y), y.Information(x), 1e-14);
    }

    [Fact]
    public void Bins_hold_equally_many_values_and_an_increasing_function_changes_nothing()
    {
        var values = Normal(1000, 1);
        var bins = Binning.EqualFrequency(values, 20);
        Assert.All(bins.Indices.CountBy(bin => bin), bin => Assert.Equal(50, bin.Value));
        Assert.Equal(20, bins.Count);
        Assert.Equal(bins.Indices, Binning.EqualFrequency([.. values.Select(Math.Exp)], 20).Indices);
        Assert.Equal(19, bins.Indices[Array.IndexOf(values, values.Max())]);
    }

    [Fact]
    public void Equal_values_share_a_bin_and_few_values_have_one_each()
    {
        var constant = Binning.EqualFrequency(new double[100], 20);
        Assert.Equal(0, constant.Entropy());
        // 1 % of zeros and 1 % of ones would fall into one bin of 20 if only their ranks counted
        double[] rare = [0, 1, .. Enumerable.Repeat(2.0, 98)];
        Assert.Equal(3, Binning.EqualFrequency(rare, 20).Count);
        double[] half = [.. Enumerable.Repeat(0.0, 50), .. Enumerable.Range(1, 50).Select(i => (double)i)];
        Assert.Single(Binning.EqualFrequency(half, 20).Indices.Take(50).Distinct());
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.6)]
    [InlineData(0.95)]
    public void Information_of_correlated_gaussians_is_that_of_their_bins_plus_the_bias_of_the_sample(double rho)
    {
        const int count = 100_000, bins = 20;
        var (x, noise) = (Normal(count, 2), Normal(count, 3));
        double[] y = [.. x.Zip(noise, (a, e) => (rho * a) + (Math.Sqrt(1 - (rho * rho)) * e))];
        var measured = Binning.EqualFrequency(x, bins).Information(Binning.EqualFrequency(y, bins));
        var (exact, perBin) = (-0.5 * Math.Log(1 - (rho * rho)), OfBins(rho, bins));
        Assert.True(perBin <= exact + 1e-9, "binning loses information");
        // Standard error: the deviation of log p(a, b) / p(a) p(b), below 1 nat, over sqrt N; bias: (20 - 1)^2 / 2N = 0.0018.
        Assert.Equal(perBin + ((bins - 1.0) * (bins - 1) / (2 * count)), measured, rho == 0 ? 4e-4 : 4 / Math.Sqrt(count));
        var finer = Binning.EqualFrequency(x, 60).Information(Binning.EqualFrequency(y, 60));
        Assert.Equal(exact, finer, 0.04);
    }

    /// <summary>Information between the equal-frequency bins of two Gaussians: cell probabilities by quadrature over the quantiles of x.</summary>
    private static double OfBins(double rho, int bins)
    {
        const int points = 200; // in each bin
        var (information, deviation) = (0.0, Math.Sqrt(1 - (rho * rho)));
        double[] edges = [double.NegativeInfinity, .. Quantiles(bins - 1, (i, n) => (i + 1.0) / (n + 1)), double.PositiveInfinity];
        for (var a = 0; a < bins; a++)
        {
            var inside = Quantiles(points, (i, n) => (a + ((i + 0.5) / n)) / bins);
            for (var b = 0; b < bins; b++)
            {
                var share = inside.Average(x => Phi((edges[b + 1] - (rho * x)) / deviation) - Phi((edges[b] - (rho * x)) / deviation));
                if (share > 1e-300) information += share / bins * Math.Log(share * bins);
            }
        }

        return information;
    }

    private static double[] Quantiles(int count, Func<int, int, double> probability)
    {
        using var scope = NewDisposeScope();
        double[] probabilities = [.. Enumerable.Range(0, count).Select(i => probability(i, count))];
        return LatentSpace.InverseNormalCdf(tensor(probabilities)).data<double>().ToArray();
    }

    // The distribution function of N(0, 1): the series of its integral, accurate to 1e-14 below 6.
    private static double Phi(double z)
    {
        if (Math.Abs(z) > 6) return z > 0 ? 1 : 0;
        var (sum, term) = (z, z);
        for (var n = 1; Math.Abs(term) > 1e-17; n++) sum += term *= z * z / ((2 * n) + 1);
        return 0.5 + (sum * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
    }

    [Fact]
    public void Independent_variables_seem_to_share_the_bias_that_is_stated()
    {
        double[] measured =
        [
            .. Enumerable.Range(0, 40).Select(i => Binning.EqualFrequency(Normal(2000, (ulong)(10 + i)), 10)
                .Information(Binning.EqualFrequency(Normal(2000, (ulong)(100 + i)), 20))),
        ];
        var deviation = Math.Sqrt(measured.Sum(value => Math.Pow(value - measured.Average(), 2)) / 39);
        Assert.Equal(9 * 19 / 4000.0, measured.Average(), (4 * deviation / Math.Sqrt(40)) + 0.001); // 0.001: the next term of the expansion
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Binning.EqualFrequency([1, 2, 3], 1));
        Assert.Throws<ArgumentException>(() => Binning.EqualFrequency([1, double.NaN], 2));
        Assert.Throws<ArgumentException>(() => Binning.ByValue([]));
        Assert.StartsWith("other has 2 examples, and this 3", Assert.Throws<ArgumentException>(
            () => Binning.ByValue([1, 2, 3]).Information(Binning.ByValue([1, 2]))).Message);
    }
}
