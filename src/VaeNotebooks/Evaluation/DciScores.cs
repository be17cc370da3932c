namespace VaeNotebooks;

/// <summary>Disentanglement, completeness and informativeness of a code (Eastwood and Williams 2018, section 2).</summary>
/// <param name="Factors">Names of the factors.</param>
/// <param name="Importances">One row per factor, one column per unit: how much the unit helps to predict the factor; not negative.</param>
/// <param name="InformativenessPerFactor">For each factor the share of its variance that all units together predict.</param>
public sealed record DciScores(
    IReadOnlyList<string> Factors, IReadOnlyList<IReadOnlyList<double>> Importances, IReadOnlyList<double> InformativenessPerFactor)
{
    /// <summary>For each unit: 1 when it helps with one factor only, 0 when with all alike.</summary>
    public IReadOnlyList<double> DisentanglementPerUnit { get; } =
        [.. Importances[0].Select((_, unit) => Concentration([.. Importances.Select(row => row[unit])]))];

    /// <summary>For each factor: 1 when one unit alone helps with it, 0 when all do alike.</summary>
    public IReadOnlyList<double> CompletenessPerFactor { get; } = [.. Importances.Select(row => Concentration([.. row]))];

    /// <summary>The mean over the units, each weighted by its share of all importance: units that say nothing do not count.</summary>
    public double Disentanglement
    {
        get
        {
            var all = Importances.Sum(row => row.Sum());
            return all == 0 ? 0 : DisentanglementPerUnit.Select((score, unit) => score * Importances.Sum(row => row[unit]) / all).Sum();
        }
    }

    /// <summary>The mean over the factors.</summary>
    public double Completeness => CompletenessPerFactor.Average();

    /// <summary>The mean over the factors.</summary>
    public double Informativeness => InformativenessPerFactor.Average();

    // 1 - H(P) / log n, where P are the importances as shares; of nothing at all, 0.
    private static double Concentration(double[] importances)
    {
        var all = importances.Sum();
        if (all == 0) return 0;
        if (importances.Length == 1) return 1;
        var entropy = -importances.Where(value => value > 0).Sum(value => value / all * Math.Log(value / all));
        return 1 - (entropy / Math.Log(importances.Length));
    }
}
