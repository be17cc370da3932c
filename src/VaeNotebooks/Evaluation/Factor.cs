namespace VaeNotebooks;

/// <summary>A known cause of the data, one value per example: the slant of each digit, its class.</summary>
public sealed class Factor
{
    private Factor(string name, double[] values, bool isDiscrete) => (Name, Values, IsDiscrete) = (name, values, isDiscrete);

    /// <summary>Short name for charts.</summary>
    public string Name { get; }

    /// <summary>One per example.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The values are names of classes: neither their order nor their distance means anything.</summary>
    public bool IsDiscrete { get; }

    /// <summary>A factor of classes.</summary>
    /// <param name="name">Short name.</param>
    /// <param name="values">Any integers, one per example.</param>
    public static Factor Discrete(string name, IEnumerable<long> values) => new(name, [.. values.Select(value => (double)value)], isDiscrete: true);

    /// <summary>A factor that is a quantity.</summary>
    /// <param name="name">Short name.</param>
    /// <param name="values">Finite numbers, one per example.</param>
    public static Factor Continuous(string name, IEnumerable<double> values) => new(name, [.. values], isDiscrete: false);

    /// <summary>The factors of drawn digits that vary: Digit (discrete), then the continuous ones. A factor of one value has no information to find.</summary>
    /// <param name="images">Drawn digits.</param>
    public static IReadOnlyList<Factor> Of(StrokeDigitImages images)
    {
        double[][] rows = [.. images.Factors.Select(factors => factors.ToArray())];
        var continuous = StrokeDigitFactors.ContinuousNames.Select((name, i) => Continuous(name, rows.Select(row => row[i])));
        return [.. continuous.Prepend(Discrete("Digit", images.Labels)).Where(factor => factor.Values.Distinct().Skip(1).Any())];
    }

    /// <summary>The factor in bins: each class one, or equally many examples in each.</summary>
    /// <param name="count">Bins of a continuous factor.</param>
    public Binning Bin(int count) => IsDiscrete ? Binning.ByValue(Values) : Binning.EqualFrequency(Values, count);
}
