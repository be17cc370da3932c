namespace VaeNotebooks;

/// <summary>
/// Values sorted into numbered bins, and the entropies of those numbers in nats. The estimates are plug-in: the observed shares taken for the probabilities.
/// Binning can only lose information. The finite sample adds some: two independent variables in A and B bins seem to share about
/// <c>(A - 1)(B - 1) / 2N</c> nats (Miller 1955), so state bins and N with the number.
/// </summary>
public sealed class Binning
{
    private Binning(int[] indices, int count) => (Indices, Count) = (indices, count);

    /// <summary>The bin of each value, from 0.</summary>
    public IReadOnlyList<int> Indices { get; }

    /// <summary>Number of bins.</summary>
    public int Count { get; }

    /// <summary>One bin for each value that occurs.</summary>
    public static Binning ByValue(IReadOnlyList<double> values)
    {
        RequireFinite(values);
        Dictionary<double, int> bins = values.Distinct().Order().Select((value, bin) => (value, bin)).ToDictionary(pair => pair.value, pair => pair.bin);
        return new([.. values.Select(value => bins[value])], bins.Count);
    }

    /// <summary>
    /// Bins with equally many values in each, whatever their distribution: an increasing function of the values changes nothing. Equal values share a bin;
    /// where no more than <paramref name="count"/> values occur, each has its own.
    /// </summary>
    /// <param name="values">Finite numbers, at least one.</param>
    /// <param name="count">Number of bins, at least 2.</param>
    public static Binning EqualFrequency(IReadOnlyList<double> values, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        RequireFinite(values);
        if (values.Distinct().Take(count + 1).Count() <= count) return ByValue(values);
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        var indices = new int[order.Length];
        for (var rank = 0; rank < order.Length; rank++)
        {
            var tied = rank > 0 && values[order[rank]] == values[order[rank - 1]];
            indices[order[rank]] = tied ? indices[order[rank - 1]] : (int)((long)rank * count / order.Length);
        }

        return new(indices, count);
    }

    /// <summary><c>H = -sum_a p(a) log p(a)</c>, nats.</summary>
    public double Entropy() => Entropy(Counted(Count, Indices));

    /// <summary><c>I(a; b) = H(a) + H(b) - H(a, b)</c>, nats; not negative, and at most the smaller of the two entropies.</summary>
    /// <param name="other">Bins of the same examples.</param>
    /// <exception cref="ArgumentException">Of another number of examples.</exception>
    public double Information(Binning other)
    {
        if (other.Indices.Count != Indices.Count)
        {
            throw new ArgumentException($"other has {other.Indices.Count} examples, and this {Indices.Count}.", nameof(other));
        }

        var joint = Counted(Count * other.Count, Indices.Zip(other.Indices, (a, b) => (a * other.Count) + b));
        return Math.Max(0, Entropy() + other.Entropy() - Entropy(joint));
    }

    private static int[] Counted(int bins, IEnumerable<int> indices)
    {
        var counts = new int[bins];
        foreach (var bin in indices) counts[bin]++;
        return counts;
    }

    private static double Entropy(int[] counts)
    {
        double total = counts.Sum();
        return -counts.Where(count => count > 0).Sum(count => count / total * Math.Log(count / total));
    }

    private static void RequireFinite(IReadOnlyList<double> values)
    {
        if (values.Count == 0 || !values.All(double.IsFinite)) throw new ArgumentException("values must be finite numbers, and at least one.", nameof(values));
    }
}
