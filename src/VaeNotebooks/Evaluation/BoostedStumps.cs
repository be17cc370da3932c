namespace VaeNotebooks;

/// <summary>
/// Regression by boosted stumps (Friedman 2001): again and again the one cut of one unit that lowers the squared error most, taken part of the way. A sum of functions of
/// single units, of any shape: it finds bent relations that a straight line misses, and no interactions. Targets of several columns (classes as indicators)
/// are fitted together by each cut. Cost: rounds x examples x units x columns additions.
/// </summary>
internal sealed class BoostedStumps
{
    private readonly IReadOnlyList<Binning> _units;
    private readonly double[][] _residuals; // [N][T], of all examples; only those of even number are fitted
    private readonly double _rate;

    private BoostedStumps(IReadOnlyList<Binning> units, double[][] residuals, double rate)
    {
        (_units, _residuals, _rate, Importances) = (units, residuals, rate, new double[units.Count]);
    }

    /// <summary>By how much the cuts of each unit lowered the squared error of the fitted half, as a share of the variance there.</summary>
    public double[] Importances { get; }

    /// <summary>Share of the variance of the other half that is explained; 1 is all, 0 no more than the mean, and noise can make it negative.</summary>
    public double Explained { get; private set; }

    /// <param name="units">The units of the code in bins.</param>
    /// <param name="targets">One row per example.</param>
    /// <param name="rounds">Number of cuts.</param>
    /// <param name="rate">Part of the way that each cut is taken.</param>
    public static BoostedStumps Fit(IReadOnlyList<Binning> units, double[][] targets, int rounds, double rate = 0.3)
    {
        double[] mean = [.. targets[0].Select((_, t) => targets.Where((_, i) => i % 2 == 0).Average(row => row[t]))];
        double[][] residuals = [.. targets.Select(row => row.Select((value, t) => value - mean[t]).ToArray())];
        var (fitted, asked) = (SquaredError(residuals, 0), SquaredError(residuals, 1));
        var stumps = new BoostedStumps(units, residuals, rate);
        for (var round = 0; round < rounds; round++) stumps.Cut();
        for (var unit = 0; unit < units.Count; unit++) stumps.Importances[unit] /= fitted;
        stumps.Explained = 1 - (SquaredError(residuals, 1) / asked);
        return stumps;
    }

    private static double SquaredError(double[][] residuals, int half) =>
        residuals.Where((_, i) => i % 2 == half).Sum(row => row.Sum(value => value * value));

    private void Cut()
    {
        var best = (Gain: 0.0, Unit: -1, Last: 0, Low: Array.Empty<double>(), High: Array.Empty<double>());
        for (var unit = 0; unit < _units.Count; unit++)
        {
            var cut = BestCut(_units[unit]);
            if (cut.Gain > best.Gain) best = (cut.Gain, unit, cut.Last, cut.Low, cut.High);
        }

        if (best.Unit < 0) return;
        Importances[best.Unit] += best.Gain * _rate * (2 - _rate); // the error falls from e to (1 - rate)^2 e along the cut
        var bins = _units[best.Unit].Indices;
        for (var i = 0; i < _residuals.Length; i++)
        {
            var step = bins[i] <= best.Last ? best.Low : best.High;
            for (var t = 0; t < step.Length; t++) _residuals[i][t] -= _rate * step[t];
        }
    }

    /// <summary>The cut after bin <c>Last</c> that lowers the squared error most, and the means of the residuals on its two sides.</summary>
    private (double Gain, int Last, double[] Low, double[] High) BestCut(Binning unit)
    {
        var (sums, counts) = Histogram(unit);
        var total = new double[_residuals[0].Length];
        foreach (var row in sums) AddTo(total, row);
        var (low, below, all) = (new double[total.Length], 0, counts.Sum());
        var best = (Gain: 0.0, Last: 0, Low: low, High: low);
        for (var last = 0; last < unit.Count - 1; last++)
        {
            AddTo(low, sums[last]);
            below += counts[last];
            if (below == 0 || below == all) continue;
            double[] high = [.. total.Zip(low, (whole, part) => whole - part)];
            var gain = (Square(low) / below) + (Square(high) / (all - below)) - (Square(total) / all);
            if (gain > best.Gain) best = (gain, last, Over(low, below), Over(high, all - below));
        }

        return best;
    }

    private (double[][] Sums, int[] Counts) Histogram(Binning unit)
    {
        double[][] sums = [.. Enumerable.Range(0, unit.Count).Select(_ => new double[_residuals[0].Length])];
        var counts = new int[unit.Count];
        for (var i = 0; i < _residuals.Length; i += 2)
        {
            AddTo(sums[unit.Indices[i]], _residuals[i]);
            counts[unit.Indices[i]]++;
        }

        return (sums, counts);
    }

    private static void AddTo(double[] sum, double[] row)
    {
        for (var t = 0; t < row.Length; t++) sum[t] += row[t];
    }

    private static double Square(double[] row) => row.Sum(value => value * value);

    private static double[] Over(double[] row, int count) => [.. row.Select(value => value / count)];
}
