namespace VaeNotebooks;

/// <summary>
/// BLEU of a corpus (Papineni et al. 2002): the geometric mean of the modified precisions of runs of 1 to 4 tokens, times a penalty for brevity. Counts are
/// added up over the corpus <em>before</em> they are divided: BLEU is no mean of the scores of sentences.
/// </summary>
/// <remarks>
/// No smoothing: with no run of 4 tokens right the score is 0, as in the paper. Tokens are the caller's choice and part of the number: characters
/// (<see cref="Tokens.Characters"/>) for Chinese in this course. Scores under different tokens are not comparable.
/// </remarks>
public sealed record Bleu
{
    /// <summary>Longest run that is counted.</summary>
    public const int MaxOrder = 4;

    private Bleu(IReadOnlyList<double> precisions, int length, int referenceLength) =>
        (Precisions, Length, ReferenceLength) = (precisions, length, referenceLength);

    /// <summary>Modified precision of runs of 1, 2, 3, 4 tokens, each in [0, 1]: a run counts at most as often as in the reference that has most of it.</summary>
    public IReadOnlyList<double> Precisions { get; }

    /// <summary>Tokens of all translations.</summary>
    public int Length { get; }

    /// <summary>Tokens of the references, for each translation of the one nearest in length (the shorter of two equally near ones).</summary>
    public int ReferenceLength { get; }

    /// <summary>1 where the translations are at least as long as the references, else <c>exp(1 - ReferenceLength / Length)</c>.</summary>
    public double BrevityPenalty => Length == 0 ? 0 : Math.Exp(Math.Min(0, 1 - ((double)ReferenceLength / Length)));

    /// <summary>The score, 0 to 100.</summary>
    public double Score => 100 * BrevityPenalty * Math.Exp(Precisions.Average(precision => Math.Log(precision)));

    /// <summary>Scores a corpus.</summary>
    /// <param name="translations">N translations as tokens.</param>
    /// <param name="references">For each translation one or more references, as tokens of the same kind.</param>
    /// <exception cref="ArgumentException">No translation, not as many sets of references, or one without a reference.</exception>
    public static Bleu Of(IReadOnlyList<IReadOnlyList<string>> translations, IReadOnlyList<IReadOnlyList<IReadOnlyList<string>>> references)
    {
        NGrams.Require(translations, references);
        var pairs = translations.Zip(references).ToList();
        return new(
            [.. Enumerable.Range(1, MaxOrder).Select(order => Precision(pairs, order))],
            translations.Sum(tokens => tokens.Count),
            pairs.Sum(pair => pair.Second.Select(tokens => tokens.Count).OrderBy(count => Math.Abs(count - pair.First.Count)).ThenBy(count => count).First()));
    }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"BLEU {Score:F2} ({string.Join('/', Precisions.Select(p => (100 * p).ToString("F1", System.Globalization.CultureInfo.InvariantCulture)))}, ")
        + FormattableString.Invariant($"brevity penalty {BrevityPenalty:F3}, {Length} tokens for {ReferenceLength})");

    private static double Precision(List<(IReadOnlyList<string> Translation, IReadOnlyList<IReadOnlyList<string>> References)> pairs, int order)
    {
        var right = pairs.Sum(pair => NGrams.Shared(NGrams.Count(pair.Translation, order), Most(pair.References, order)));
        var all = pairs.Sum(pair => Math.Max(0, pair.Translation.Count - order + 1));
        return all == 0 ? 0 : (double)right / all;
    }

    private static Dictionary<string, int> Most(IReadOnlyList<IReadOnlyList<string>> references, int order) =>
        references.SelectMany(reference => NGrams.Count(reference, order)).GroupBy(entry => entry.Key)
            .ToDictionary(group => group.Key, group => group.Max(entry => entry.Value));
}
