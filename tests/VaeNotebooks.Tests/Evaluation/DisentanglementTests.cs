using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>The metrics on codes whose score is known: 4,000 examples, three factors (one of five classes), five units.</summary>
public sealed class DisentanglementTests : IDisposable
{
    private const int Count = 4000;
    private readonly IDisposable _scope = NewDisposeScope();
    private readonly Generator _generator = new(1);
    private readonly Tensor _values;
    private readonly IReadOnlyList<Factor> _factors;

    public DisentanglementTests()
    {
        var classes = randint(0, 5, [Count, 1], generator: _generator).to(ScalarType.Float64);
        _values = cat([classes, rand(Count, 2, ScalarType.Float64, generator: _generator)], 1);
        _factors =
        [
            Factor.Discrete("class", Column(0).Select(value => (long)value)),
            Factor.Continuous("slant", Column(1)),
            Factor.Continuous("width", Column(2)),
        ];
    }

    public void Dispose()
    {
        _generator.Dispose();
        _scope.Dispose();
    }

    private double[] Column(int i) => _values[.., i].contiguous().data<double>().ToArray();

    private Tensor Noise(int units) => randn(Count, units, ScalarType.Float64, generator: _generator);

    /// <summary>One unit for each factor, two of noise, in another order and on other scales; the third bent, but increasing.</summary>
    private Tensor Perfect()
    {
        var noise = Noise(2);
        return stack([noise[.., 0], _values[.., 2], -5 * _values[.., 0], (3 * _values[.., 1]).exp(), noise[.., 1]], 1);
    }

    /// <summary>The standardised factors, mixed in equal parts by an orthogonal matrix: nothing is lost, and no unit stands for a factor.</summary>
    private Tensor Rotated()
    {
        var standard = (_values - _values.mean([0])) / _values.std(0);
        var (a, b, c) = (1 / Math.Sqrt(3), 1 / Math.Sqrt(2), 1 / Math.Sqrt(6));
        var rotation = tensor(new[,] { { a, b, c }, { a, -b, c }, { a, 0, -2 * c } });
        return cat([standard.mm(rotation), Noise(2)], 1);
    }

    [Fact]
    public void A_perfect_code_scores_near_one()
    {
        var code = Perfect();
        var (mig, sap, dci) = (Disentanglement.MutualInformationGap(code, _factors), Disentanglement.SeparatedPredictability(code, _factors), Disentanglement.Dci(code, _factors));
        Assert.All(mig.Gaps, gap => Assert.InRange(gap, 0.97, 1)); // the rest: noise seems to share (20 - 1)(10 - 1) / 8000 = 0.02 nats of 2.3
        Assert.Equal([2, 3, 1], mig.BestUnits);
        Assert.Equal([2, 3, 1], sap.BestUnits);
        Assert.InRange(sap.Gaps[0], 0.95, 1);
        Assert.InRange(sap.Gaps[2], 0.99, 1);
        Assert.InRange(sap.Gaps[1], 0.75, 0.95); // a straight line through exp: squared correlation of u and e^(3u), 0.85
        Assert.InRange(dci.Disentanglement, 0.97, 1 + 1e-12);
        Assert.InRange(dci.Completeness, 0.97, 1 + 1e-12);
        Assert.InRange(dci.Informativeness, 0.98, 1);
        Assert.Equal(1, mig.BestFactor(3));
    }

    [Fact]
    public void A_random_code_scores_near_zero()
    {
        var code = Noise(5);
        var (mig, sap, dci) = (Disentanglement.MutualInformationGap(code, _factors), Disentanglement.SeparatedPredictability(code, _factors), Disentanglement.Dci(code, _factors));
        Assert.All(mig.Gaps, gap => Assert.InRange(gap, 0, 0.01));
        Assert.All(sap.Gaps, gap => Assert.InRange(gap, 0, 0.03));
        Assert.All(dci.InformativenessPerFactor, share => Assert.InRange(share, -0.1, 0.02));
        Assert.InRange(dci.Disentanglement, 0, 0.1);
        Assert.InRange(dci.Completeness, 0, 0.1);
    }

    [Fact]
    public void A_rotated_code_holds_everything_and_scores_low()
    {
        var code = Rotated();
        var (mig, sap, dci) = (Disentanglement.MutualInformationGap(code, _factors), Disentanglement.SeparatedPredictability(code, _factors), Disentanglement.Dci(code, _factors));
        Assert.InRange(mig.Mean, 0, 0.2);
        Assert.InRange(sap.Mean, 0, 0.35);
        Assert.InRange(dci.Disentanglement, 0, 0.4);
        Assert.InRange(dci.Completeness, 0, 0.5);
        Assert.InRange(dci.InformativenessPerFactor[1], 0.85, 1);
        Assert.InRange(dci.InformativenessPerFactor[2], 0.85, 1);
    }

    [Fact]
    public void A_factor_twice_in_the_code_has_no_gap_and_loses_completeness_but_not_disentanglement()
    {
        var code = cat([Perfect(), _values[.., 1..2] + (1e-9 * Noise(1))], 1);
        var (mig, dci) = (Disentanglement.MutualInformationGap(code, _factors), Disentanglement.Dci(code, _factors));
        Assert.InRange(mig.Gaps[1], 0, 0.01);
        Assert.InRange(mig.Gaps[2], 0.97, 1);
        Assert.InRange(dci.Disentanglement, 0.97, 1 + 1e-12);
    }

    [Fact]
    public void Boosted_stumps_on_one_unit_end_at_the_mean_of_each_bin()
    {
        var unit = Column(1);
        double[] target = [.. unit.Zip(Noise(1)[.., 0].contiguous().data<double>().ToArray(), (u, e) => Math.Sin(6 * u) + (0.3 * e))];
        var bins = Binning.EqualFrequency(unit, 10);
        var fitted = BoostedStumps.Fit([bins], [.. target.Select(value => new[] { value })], rounds: 2000);

        var means = Enumerable.Range(0, 10).Select(bin => target.Where((_, i) => i % 2 == 0 && bins.Indices[i] == bin).Average()).ToArray();
        var overall = target.Where((_, i) => i % 2 == 0).Average();
        double Error(Func<int, double> guess, int half) => target.Select((value, i) => i % 2 == half ? Math.Pow(value - guess(i), 2) : 0).Sum();
        Assert.Equal(1 - (Error(i => means[bins.Indices[i]], 1) / Error(_ => overall, 1)), fitted.Explained, 1e-6);
        Assert.Equal(1 - (Error(i => means[bins.Indices[i]], 0) / Error(_ => overall, 0)), fitted.Importances[0], 1e-6);
    }

    [Fact]
    public void Disentanglement_and_completeness_are_the_entropies_of_the_paper()
    {
        // Unit 0 helps with factor 0 alone; unit 1 with both, 1 to 3.
        var scores = new DciScores(["a", "b"], [[6, 1], [0, 3]], [1, 1]);
        var mixed = 1 - ((-(0.25 * Math.Log(0.25)) - (0.75 * Math.Log(0.75))) / Math.Log(2));
        var shared = 1 - ((-(6 / 7.0 * Math.Log(6 / 7.0)) - (1 / 7.0 * Math.Log(1 / 7.0))) / Math.Log(2));
        Assert.Equal([1, mixed], scores.DisentanglementPerUnit.Select(value => Math.Round(value, 12)), (a, b) => Math.Abs(a - b) < 1e-11);
        Assert.Equal((0.6 * 1) + (0.4 * mixed), scores.Disentanglement, 1e-12);
        Assert.Equal((shared + 1) / 2, scores.Completeness, 1e-12);
    }

    [Fact]
    public void Factors_of_drawn_digits_are_those_that_vary()
    {
        var all = Factor.Of(StrokeDigits.Generate(50, 1));
        Assert.Equal(["Digit", .. StrokeDigitFactors.ContinuousNames], all.Select(factor => factor.Name));
        Assert.True(all[0].IsDiscrete);
        var images = StrokeDigits.Render([.. Enumerable.Range(0, 9).Select(i => new StrokeDigitFactors(4, 0, 0.1 * i, 0, 1, 0, 1.2, 1, 0, 1))]);
        Assert.Equal(["Slant"], Factor.Of(images).Select(factor => factor.Name));
    }

    [Fact]
    public void Nothing_is_left_behind_and_wrong_arguments_are_refused_with_a_sentence()
    {
        var code = Noise(2);
        var before = LiveTensors.OnThisThread;
        Disentanglement.MutualInformationGap(code, _factors);
        Disentanglement.SeparatedPredictability(code, _factors);
        Disentanglement.Dci(code, _factors, rounds: 2);
        Assert.Equal(before, LiveTensors.OnThisThread);
        Assert.StartsWith("codes must have shape [N, D]", Assert.Throws<ArgumentException>(() => Disentanglement.MutualInformationGap(zeros(5), _factors)).Message);
        Assert.StartsWith("Factor 'class' must have 3 values", Assert.Throws<ArgumentException>(() => Disentanglement.Dci(zeros(3, 2), _factors)).Message);
        Assert.Throws<ArgumentException>(() => Disentanglement.SeparatedPredictability(zeros(2, 2), [Factor.Continuous("constant", [1, 1])]));
    }
}
