using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class SentencesTests
{
    [Fact]
    public void The_grammar_comes_as_tokens_texts_and_factors()
    {
        using var splits = Sentences.Load("grammar", 3000, 200);
        var (train, test) = (splits.Train, splits.Test);
        Assert.Equal((3000, 200, "grammar train", "grammar test"), (train.Count, test.Count, train.Name, test.Name));
        Assert.Equal(train.Pairs.Select(pair => pair.English), splits.English.Decode(train.English));
        Assert.Equal(test.Pairs.Select(pair => pair.Chinese), splits.Chinese.Decode(test.Chinese));
        Assert.Equal(train.English.shape[1], test.English.shape[1]);
        Assert.Empty(train.Pairs.Select(pair => pair.English).Intersect(test.Pairs.Select(pair => pair.English)));
        Assert.Equal(SentenceGrammar.FactorNames, test.Factors.Select(factor => factor.Name));
        Assert.Equal(test.Pairs.Select(pair => pair.English.Contains(" not ") ? 1.0 : 0), test.Factors[3].Values);
        var parsed = train.Pairs.Take(100).Select(pair => SentenceGrammar.Parse(pair.English)!.ToArray()).ToList();
        Assert.All(train.Factors.Index(), factor => Assert.Equal(parsed.Select(levels => (double)levels[factor.Index]), factor.Item.Values.Take(100)));
        Assert.All(test.Pairs, pair => Assert.NotEqual(ChineseScript.Traditional, pair.Script));
    }

    [Fact]
    public void Without_counts_there_are_20000_pairs_to_train_on_and_2000_to_test_on()
    {
        using var splits = Sentences.Load("grammar");
        Assert.Equal((20_000, 2_000), (splits.Train.Count, splits.Test.Count));
    }

    [Fact]
    public void A_smaller_part_is_the_beginning_and_a_condition_leaves_the_split_as_it_is()
    {
        using var large = Sentences.Load("grammar", 500, 100);
        using var small = Sentences.Load("grammar", 50, 10);
        using var denied = Sentences.Load("grammar", 500, 100, where: pair => pair.English.Contains(" not "));
        Assert.Equal(large.Train.Pairs.Take(50), small.Train.Pairs);
        Assert.Equal(large.Train.Pairs.Where(pair => pair.English.Contains(" not ")), denied.Train.Pairs);
        Assert.Equal(large.Test.Pairs.Where(pair => pair.English.Contains(" not ")), denied.Test.Pairs);
    }

    [Fact]
    public void Real_pairs_are_split_by_english_sentence_and_shuffled()
    {
        SentencePair[] pairs = [.. Enumerable.Range(0, 300).Select(i => new SentencePair(i % 3 == 0 ? $"Say {i / 2}." : $"say  {i / 2} .", $"说{i}", $"#{i}"))];
        using var splits = SentenceLoader.Split("toy", pairs, testSentences: 20, null, null, null);
        string Key(SentencePair pair) => string.Join(' ', Tokens.Words(pair.English));
        Assert.Equal((260, 40), (splits.Train.Count, splits.Test.Count));
        Assert.Empty(splits.Train.Pairs.Select(Key).Intersect(splits.Test.Pairs.Select(Key)));
        Assert.Equal(pairs.OrderBy(pair => pair.Chinese), splits.Train.Pairs.Concat(splits.Test.Pairs).OrderBy(pair => pair.Chinese));
        var tested = splits.Test.Pairs.Select(Key).ToHashSet();
        Assert.NotEqual(pairs.Where(pair => !tested.Contains(Key(pair))), splits.Train.Pairs);
        Assert.NotEqual(pairs.Select(Key).Distinct().Take(20).Order(), tested.Order());
        Assert.Empty(splits.Test.Factors);
        using var some = SentenceLoader.Split("toy", pairs, testSentences: 20, null, null, pair => pair.English.StartsWith('S'));
        Assert.Equal(splits.Train.Pairs.Where(pair => pair.English.StartsWith('S')), some.Train.Pairs);
        Assert.Equal(splits.Test.Pairs.Where(pair => pair.English.StartsWith('S')), some.Test.Pairs);
        using var few = SentenceLoader.Split("toy", pairs, testSentences: 20, 30, 10, null);
        Assert.Equal(splits.Train.Pairs.Take(30), few.Train.Pairs);
        Assert.Equal(splits.Test.Pairs.Take(10), few.Test.Pairs);
        Assert.Contains("1 to 260", Assert.Throws<ArgumentOutOfRangeException>(() => SentenceLoader.Split("toy", pairs, 20, 0, null, null)).Message);
        Assert.Contains("1 to 40", Assert.Throws<ArgumentOutOfRangeException>(() => SentenceLoader.Split("toy", pairs, 20, 10, 41, null)).Message);
    }

    [Fact]
    public void Words_and_characters_are_those_of_the_training_part_that_occur_more_than_once_there()
    {
        // Each sentence has a word and a character of its own, every second one twice.
        string Word(int i) => $"{(char)('a' + (i / 26))}{(char)('a' + (i % 26))}";
        string Own(int i, string text, string joint) => i % 2 == 0 ? text : text + joint + text;
        SentencePair[] pairs = [.. Enumerable.Range(0, 200).Select(i => new SentencePair($"we see {Own(i, Word(i), " ")}", $"看{Own(i, ((char)(0x4E00 + i)).ToString(), "")}", "#"))];
        using var splits = SentenceLoader.Split("toy", pairs, testSentences: 50, null, null, null);
        static string[] Frequent(IEnumerable<string> tokens) => [.. tokens.CountBy(token => token).Where(entry => entry.Value > 1).Select(entry => entry.Key).Order(StringComparer.Ordinal)];
        static string[] Known(Vocabulary vocabulary) => [.. vocabulary.Items.Skip(4).Order(StringComparer.Ordinal)];
        Assert.Equal(Frequent(splits.Train.Pairs.SelectMany(pair => Tokens.Words(pair.English))), Known(splits.English));
        Assert.Equal(Frequent(splits.Train.Pairs.SelectMany(pair => Tokens.Characters(pair.Chinese))), Known(splits.Chinese));
        Assert.InRange(splits.English.Count, 60, 100);

        using var grammar = Sentences.Load("grammar", 20, 200); // so few that the test part has words that are not here
        Assert.Equal(grammar.Train.Pairs.SelectMany(pair => Tokens.Words(pair.English)).Distinct().Order(StringComparer.Ordinal), Known(grammar.English));
        Assert.Equal(grammar.Train.Pairs.SelectMany(pair => Tokens.Characters(pair.Chinese)).Distinct().Order(StringComparer.Ordinal), Known(grammar.Chinese));
    }

    [Fact]
    public void Both_parts_are_as_wide_as_the_longest_sentence_of_either()
    {
        SentencePair[] pairs = [.. Enumerable.Range(1, 30).Select(i => new SentencePair(string.Join(' ', Enumerable.Repeat("go", i)), new string('走', 2 * i), "#"))];
        using var splits = SentenceLoader.Split("toy", pairs, testSentences: 29, null, null, null);
        var longest = splits.Test.Pairs.Max(pair => pair.Chinese.Length) / 2;
        Assert.True(splits.Train.Pairs.Single().Chinese.Length / 2 < longest, "the longest is the one to train on");
        Assert.Equal([2 + longest, 2 + longest, 2 + (2 * longest), 2 + (2 * longest)],
            new[] { splits.Train.English, splits.Test.English, splits.Train.Chinese, splits.Test.Chinese }.Select(rows => (int)rows.shape[1]));
    }

    [Fact]
    public void A_set_whose_parts_are_not_equally_many_is_refused()
    {
        using var scope = NewDisposeScope();
        SentencePair[] two = [new("a", "一"), new("b", "二")];
        var (rows, other) = (zeros(2, 3, int64), zeros(3, 3, int64));
        string Message(Action action) => Assert.Throws<ArgumentException>(action).Message;
        Assert.Contains("english must be int64 of shape [2, T]", Message(() => _ = new SentenceDataset("toy", two, other, rows, [])));
        Assert.Contains("chinese must be int64 of shape [2, T]", Message(() => _ = new SentenceDataset("toy", two, rows, rows.to(float32), [])));
        Assert.Contains("english must be int64 of shape [2, T]", Message(() => _ = new SentenceDataset("toy", two, zeros(2, int64), rows, [])));
        Assert.Contains("\"tense\" has 3 values for 2 sentences", Message(() => _ = new SentenceDataset("toy", two, rows, rows, [Factor.Discrete("tense", new long[] { 0, 1, 2 })])));
    }

    [Fact]
    public void Tatoeba_has_the_published_counts_and_no_test_sentence_leaks()
    {
        Assert.SkipUnless(Datasets.DataFolder is { } folder && File.Exists(Path.Combine(folder, "tatoeba", "cmn-eng.zip")), "VAE_DATA holds no tatoeba/.");
        using var splits = Sentences.Load("tatoeba");
        SentencePair[] all = [.. splits.Train.Pairs, .. splits.Test.Pairs];
        Assert.Equal(23_444, all.Length);
        Assert.InRange(all.Select(pair => pair.English).Distinct().Count(), 22_611, 22_611);
        Assert.All(all, pair => Assert.Contains("tatoeba.org #", pair.Attribution));
        string Key(SentencePair pair) => string.Join(' ', Tokens.Words(pair.English));
        Assert.Empty(splits.Train.Pairs.Select(Key).Intersect(splits.Test.Pairs.Select(Key)));
        Assert.Equal(2000, splits.Test.Pairs.Select(Key).Distinct().Count());
        var scripts = all.CountBy(pair => pair.Script).ToDictionary();
        Assert.True(scripts[ChineseScript.Simplified] > 6_000 && scripts[ChineseScript.Traditional] > 6_000, string.Join(", ", scripts));
        Assert.InRange(scripts.GetValueOrDefault(ChineseScript.Mixed), 0, 100);
    }

    [Theory]
    [InlineData("我们买书。", ChineseScript.Simplified)]
    [InlineData("我們買書。", ChineseScript.Traditional)]
    [InlineData("我们買", ChineseScript.Mixed)]
    [InlineData("你好。", ChineseScript.Either)]
    public void The_script_is_told_by_characters_that_only_one_has(string text, ChineseScript script) =>
        Assert.Equal(script, new SentencePair("x", text).Script);

    [Fact]
    public void Each_front_door_sends_the_other_kind_away()
    {
        Assert.Contains("grammar, tatoeba", Assert.Throws<ArgumentException>(() => Sentences.Load("mnist")).Message);
        Assert.Contains("Sentences.Load(\"grammar\")", Assert.Throws<ArgumentException>(() => Datasets.Load("grammar")).Message);
        Assert.Throws<ArgumentException>(() => Sentences.Load("grammar", 10, 10, where: _ => false));
        using var splits = Sentences.Load("grammar", 10, 10);
        Assert.Contains("none to test on", Assert.Throws<ArgumentException>(() => Sentences.Load("grammar", 10, 10, where: splits.Train.Pairs.Contains)).Message);
        Assert.Contains("no sentence to train on", Assert.Throws<ArgumentException>(() => Sentences.Load("grammar", 10, 10, where: splits.Test.Pairs.Contains)).Message);
    }

    [Fact]
    public void Loading_leaves_no_tensor_but_those_of_the_splits()
    {
        var before = LiveTensors.OnThisThread;
        using (Sentences.Load("grammar", 20, 10)) Assert.Equal(before + 4, LiveTensors.OnThisThread);
        Assert.Equal(before, LiveTensors.OnThisThread);
    }
}
