using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// A small grammar of the project's own: 1,548,288 English sentences, each with its Chinese translation and the nine factors that made it. The factors are
/// independent and uniform, and no two choices give the same sentence; so the entropy of a sentence is known, <see cref="Entropy"/>, and no model can have
/// a lower expected negative log-likelihood.
/// </summary>
/// <remarks>
/// Every sentence belongs, for good, to one of two parts: one in ten to the test part, by a hash of its factors. So no test sentence is ever in a training
/// set, whatever the seeds and the counts.
/// </remarks>
public static class SentenceGrammar
{
    private const ulong PartSeed = 13;
    private const ulong TestShare = 10;

    /// <summary>Number of sentences, all different.</summary>
    public static int Count => GrammarSentence.CodeCount;

    /// <summary>Entropy of a sentence drawn from the whole grammar: <c>log Count</c>, 14.25 nats.</summary>
    public static double Entropy => Math.Log(Count);

    /// <summary>Names of the factors, in the order of <see cref="GrammarSentence.ToArray"/>.</summary>
    public static IReadOnlyList<string> FactorNames { get; } = [.. GrammarLexicon.Factors.Select(factor => factor.Name)];

    /// <summary>Names of the levels of a factor.</summary>
    /// <param name="factor">A name of <see cref="FactorNames"/>.</param>
    /// <exception cref="ArgumentException">No factor has this name.</exception>
    public static IReadOnlyList<string> Levels(string factor) => GrammarLexicon.Factors.FirstOrDefault(known => known.Name == factor).Levels
        ?? throw new ArgumentException($"No factor is called \"{factor}\". Known: {string.Join(", ", FactorNames)}.", nameof(factor));

    /// <summary>True when the sentence belongs to the test part.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A level is one that its factor has not.</exception>
    public static bool IsTest(GrammarSentence sentence) => IsTest(sentence.Validated(nameof(sentence)).Code);

    /// <summary>The factors of an English sentence, or null for one that the grammar cannot make: it tells what a model invents from what is right.</summary>
    /// <param name="english">Small letters, single blanks, no full stop, as in <see cref="GrammarSentence.English"/>.</param>
    public static GrammarSentence? Parse(string english)
    {
        foreach (var sentence in GrammarLexicon.Candidates(english))
        {
            if (sentence.English == english) return sentence;
        }

        return null;
    }

    /// <summary>Draws different sentences of the training part, uniformly.</summary>
    /// <param name="count">How many, at least 1 and at most 500,000.</param>
    /// <param name="generator">Source of the draws, on the CPU. The same state gives the same sentences, and a smaller count their beginning.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is another.</exception>
    public static IReadOnlyList<GrammarSentence> SampleTrain(int count, Generator generator) => Sample(count, 500_000, generator, isTest: false);

    /// <summary>Draws different sentences of the test part, uniformly.</summary>
    /// <param name="count">How many, at least 1 and at most 50,000.</param>
    /// <param name="generator">As for <see cref="SampleTrain"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is another.</exception>
    public static IReadOnlyList<GrammarSentence> SampleTest(int count, Generator generator) => Sample(count, 50_000, generator, isTest: true);

    private static List<GrammarSentence> Sample(int count, int most, Generator generator, bool isTest)
    {
        if (count < 1 || count > most) throw new ArgumentOutOfRangeException(nameof(count), count, $"count must be 1 to {most}.");
        var (seen, drawn) = (new HashSet<int>(), new List<GrammarSentence>(count));
        while (drawn.Count < count)
        {
            using var codes = randint(0, Count, [1024], dtype: ScalarType.Int64, generator: generator);
            var fresh = codes.data<long>().ToArray().Select(code => (int)code).Where(code => IsTest(code) == isTest && seen.Add(code));
            drawn.AddRange(fresh.Take(count - drawn.Count).Select(GrammarSentence.FromCode));
        }

        return drawn;
    }

    private static bool IsTest(int code) => DigitRandom.For(PartSeed, (ulong)code).Next() % TestShare == 0;
}
