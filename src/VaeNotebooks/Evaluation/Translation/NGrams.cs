namespace VaeNotebooks;

/// <summary>Runs of tokens and how often each occurs: what BLEU and chrF count.</summary>
internal static class NGrams
{
    // A sign that no token contains: [ab, c] and [a, bc] are different runs.
    private const char Joint = '\u0001';

    /// <summary>How often each run of <paramref name="order"/> tokens occurs.</summary>
    public static Dictionary<string, int> Count(IReadOnlyList<string> tokens, int order) =>
        Enumerable.Range(0, Math.Max(0, tokens.Count - order + 1))
            .CountBy(from => string.Join(Joint, tokens.Skip(from).Take(order)))
            .ToDictionary(entry => entry.Key, entry => entry.Value);

    /// <summary>The runs that both have, each at most as often as in the one where it is rarer.</summary>
    public static int Shared(Dictionary<string, int> one, Dictionary<string, int> other) =>
        one.Sum(entry => Math.Min(entry.Value, other.GetValueOrDefault(entry.Key)));

    /// <exception cref="ArgumentException">No sentence, not as many references as translations, or a translation without a reference.</exception>
    public static void Require<T>(IReadOnlyList<T> translations, IReadOnlyList<IReadOnlyList<T>> references)
    {
        if (translations.Count == 0) throw new ArgumentException("No translations: give at least one.", nameof(translations));
        if (references.Count != translations.Count)
        {
            throw new ArgumentException($"There are {references.Count} sets of references for {translations.Count} translations: give one set each.", nameof(references));
        }

        var bad = references.Index().FirstOrDefault(entry => entry.Item.Count == 0, (-1, [])).Index;
        if (bad >= 0)
        {
            throw new ArgumentException($"Translation {bad} has no reference: give it one at least.", nameof(references));
        }
    }
}
