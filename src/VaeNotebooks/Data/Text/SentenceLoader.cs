using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>Chooses the pairs of a set and turns them into tensors.</summary>
internal static class SentenceLoader
{
    /// <summary>English sentences of Tatoeba, all their pairs with them, that are set aside for testing.</summary>
    public const int TestSentences = 2_000;

    private const int GrammarTrain = 20_000;
    private const int GrammarTest = 2_000;
    private const ulong TrainSeed = 1;
    private const ulong TestSeed = 2;
    private const ulong OrderSeed = 1;

    public static SentenceSplits Grammar(int? trainCount, int? testCount, Func<SentencePair, bool>? where)
    {
        var train = Drawn(SentenceGrammar.SampleTrain, trainCount ?? GrammarTrain, TrainSeed);
        var test = Drawn(SentenceGrammar.SampleTest, testCount ?? GrammarTest, TestSeed);
        return Join("grammar", [.. train.Where(one => Keep(one.Pair))], [.. test.Where(one => Keep(one.Pair))], minCount: 1);

        bool Keep(SentencePair pair) => where?.Invoke(pair) ?? true;
    }

    /// <summary>Splits by English sentence, in a fixed shuffled order, so that a sentence with several translations is on one side only.</summary>
    public static SentenceSplits Split(
        string name, IReadOnlyList<SentencePair> pairs, int testSentences, int? trainCount, int? testCount, Func<SentencePair, bool>? where)
    {
        var groups = pairs.GroupBy(pair => string.Join(' ', Tokens.Words(pair.English))).ToList();
        using var generator = new Generator(OrderSeed);
        using var order = randperm(groups.Count, dtype: ScalarType.Int32, generator: generator);
        var shuffled = order.data<int>().ToArray().Select(index => groups[index]).ToList();
        var test = shuffled.Take(testSentences).SelectMany(group => group).Where(where ?? (_ => true)).ToList();
        var train = shuffled.Skip(testSentences).SelectMany(group => group).Where(where ?? (_ => true)).ToList();
        return Join(name, First(train, trainCount, nameof(trainCount)), First(test, testCount, nameof(testCount)), minCount: 2);
    }

    private static List<(SentencePair Pair, GrammarSentence? Sentence)> Drawn(
        Func<int, Generator, IReadOnlyList<GrammarSentence>> sample, int count, ulong seed)
    {
        using var generator = new Generator(seed);
        return [.. sample(count, generator).Select(sentence => (sentence.Pair, (GrammarSentence?)sentence))];
    }

    private static List<(SentencePair Pair, GrammarSentence? Sentence)> First(List<SentencePair> pairs, int? count, string argument)
    {
        var chosen = count ?? pairs.Count;
        return 1 <= chosen && chosen <= pairs.Count ? [.. pairs.Take(chosen).Select(pair => (pair, (GrammarSentence?)null))]
            : throw new ArgumentOutOfRangeException(argument, count, $"The set has {pairs.Count} such pairs; ask for 1 to {pairs.Count}, or leave the count out.");
    }

    private static SentenceSplits Join(
        string name, List<(SentencePair Pair, GrammarSentence? Sentence)> train, List<(SentencePair Pair, GrammarSentence? Sentence)> test, int minCount)
    {
        if (train.Count == 0 || test.Count == 0) throw new ArgumentException("The condition leaves no sentence to train on, or none to test on.", "where");
        var english = Vocabulary.OfWords(train.Select(item => item.Pair.English), minCount);
        var chinese = Vocabulary.OfCharacters(train.Select(item => item.Pair.Chinese), minCount);
        var all = train.Concat(test).Select(item => item.Pair).ToList();
        var words = 2 + all.Max(pair => english.Split(pair.English).Count);        // one width for both parts
        var characters = 2 + all.Max(pair => chinese.Split(pair.Chinese).Count);
        return new(Part("train", train), Part("test", test), english, chinese);

        SentenceDataset Part(string part, List<(SentencePair Pair, GrammarSentence? Sentence)> items)
        {
            using var scope = NewDisposeScope();
            var device = ComputeDevice.Current;
            return new(
                $"{name} {part}", [.. items.Select(item => item.Pair)],
                english.Encode([.. items.Select(item => item.Pair.English)], words).to(device),
                chinese.Encode([.. items.Select(item => item.Pair.Chinese)], characters).to(device),
                Factors([.. items.Select(item => item.Sentence).OfType<GrammarSentence>()]));
        }
    }

    private static IReadOnlyList<Factor> Factors(IReadOnlyList<GrammarSentence> sentences)
    {
        if (sentences.Count == 0) return [];
        int[][] rows = [.. sentences.Select(sentence => sentence.ToArray())];
        return [.. SentenceGrammar.FactorNames.Select((name, i) => Factor.Discrete(name, rows.Select(row => (long)row[i])))];
    }
}
