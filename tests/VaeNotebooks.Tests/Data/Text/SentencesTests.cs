using Xunit;

namespace VaeNotebooks.Tests;

public sealed class SentencesTests
{
    [Fact]
    public void The_grammar_comes_as_tokens_texts_and_factors()
    {
        using var splits = Sentences.Load("grammar", 3000, 200);
        var (train, test) = (splits.Train, splits.Test);
        Assert.Equal((3000, 200, "grammar train"), (train.Count, test.Count, train.Name));
        Assert.Equal(train.Pairs.Select(pair => pair.English), splits.English.Decode(train.English));
        Assert.Equal(test.Pairs.Select(pair => pair.Chinese), splits.Chinese.Decode(test.Chinese));
        Assert.Equal(train.English.shape[1], test.English.shape[1]);
        Assert.Empty(train.Pairs.Select(pair => pair.English).Intersect(test.Pairs.Select(pair => pair.English)));
        Assert.Equal(SentenceGrammar.FactorNames, test.Factors.Select(factor => factor.Name));
        Assert.Equal(test.Pairs.Select(pair => pair.English.Contains(" not ") ? 1.0 : 0), test.Factors[3].Values);
        Assert.All(test.Pairs, pair => Assert.NotEqual(ChineseScript.Traditional, pair.Script));
    }

    [Fact]
    public void A_smaller_part_is_the_beginning_and_a_condition_leaves_the_split_as_it_is()
    {
        using var large = Sentences.Load("grammar", 500, 100);
        using var small = Sentences.Load("grammar", 50, 10);
        using var denied = Sentences.Load("grammar", 500, 100, where: pair => pair.English.Contains(" not "));
        Assert.Equal(large.Train.Pairs.Take(50), small.Train.Pairs);
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
        Assert.NotEqual(pairs.Take(20), splits.Train.Pairs.Take(20));
        Assert.Empty(splits.Test.Factors);
        Assert.Contains("1 to 40", Assert.Throws<ArgumentOutOfRangeException>(() => SentenceLoader.Split("toy", pairs, 20, 10, 41, null)).Message);
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
    }

    [Fact]
    public void Loading_leaves_no_tensor_but_those_of_the_splits()
    {
        var before = LiveTensors.OnThisThread;
        using (Sentences.Load("grammar", 20, 10)) Assert.Equal(before + 4, LiveTensors.OnThisThread);
        Assert.Equal(before, LiveTensors.OnThisThread);
    }
}
