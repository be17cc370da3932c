namespace VaeNotebooks;

/// <summary>
/// chrF of a corpus (Popović 2015): precision and recall of runs of 1 to 6 characters, each averaged over the orders, joined to an F-score in which recall
/// weighs <c>beta^2 = 4</c> times. Blanks do not count. It needs no tokens, and a wrong ending costs less than a wrong word.
/// </summary>
/// <remarks>
/// Counts are added up over the corpus; orders of which a side has no run are left out; of several references of a sentence the one with the best F-score of its own
/// is taken, as sacreBLEU does.
/// </remarks>
public static class ChrF
{
    private const int MaxOrder = 6;
    private const double RecallWeight = 2 * 2; // beta squared

    /// <summary>The score, 0 to 100.</summary>
    /// <param name="translations">N translations.</param>
    /// <param name="references">For each translation one or more references.</param>
    /// <exception cref="ArgumentException">No translation, not as many sets of references, or one without a reference.</exception>
    public static double Of(IReadOnlyList<string> translations, IReadOnlyList<IReadOnlyList<string>> references)
    {
        NGrams.Require(translations, references);
        var sums = new Counts[MaxOrder];
        foreach (var (translation, choices) in translations.Zip(references))
        {
            var best = choices.Select(reference => CountsOf(translation, reference)).MaxBy(Score)!;
            for (var i = 0; i < MaxOrder; i++) sums[i] = sums[i].Add(best[i]);
        }

        return Score(sums);
    }

    private static double Score(Counts[] counts)
    {
        var present = counts.Where(count => count.Translation > 0 && count.Reference > 0).ToList();
        if (present.Count == 0) return 0;
        var precision = present.Average(count => (double)count.Shared / count.Translation);
        var recall = present.Average(count => (double)count.Shared / count.Reference);
        return precision + recall == 0 ? 0 : 100 * (1 + RecallWeight) * precision * recall / ((RecallWeight * precision) + recall);
    }

    private static Counts[] CountsOf(string translation, string reference)
    {
        var (one, other) = (Tokens.Characters(translation), Tokens.Characters(reference));
        return [.. Enumerable.Range(1, MaxOrder).Select(order =>
        {
            var (a, b) = (NGrams.Count(one, order), NGrams.Count(other, order));
            return new Counts(NGrams.Shared(a, b), a.Values.Sum(), b.Values.Sum());
        })];
    }

    private readonly record struct Counts(int Shared, int Translation, int Reference)
    {
        public Counts Add(Counts other) => new(Shared + other.Shared, Translation + other.Translation, Reference + other.Reference);
    }
}
