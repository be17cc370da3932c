using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class SentenceGrammarTests
{
    private static readonly GrammarSentence Teachers = new(Subject: 2, Number: 1, Tense: 0, Polarity: 1, Time: 1, Verb: 0, Quantity: 2, Adjective: 1, Object: 0);

    [Fact]
    public void Word_order_measure_words_time_and_negation_are_those_of_each_language()
    {
        AssertPair(Teachers, "the teachers did not buy three red books yesterday", "昨天老师们没有买三本红色的书");
        AssertPair(Teachers with { Polarity = 0, Time = 0 }, "the teachers bought three red books", "老师们买了三本红色的书");
        AssertPair(new(0, 0, 3, 0, 0, 3, 0, 0, 11), "i am choosing an apple", "我正在选一个苹果");
        AssertPair(new(0, 0, 3, 1, 1, 3, 0, 5, 11), "i am not choosing a big apple now", "现在我没有在选一个大苹果");
        AssertPair(new(7, 0, 2, 0, 2, 4, 5, 4, 7), "my friend will steal these black horses next week", "下周我的朋友会偷这些黑色的马");
        AssertPair(new(1, 0, 1, 0, 1, 7, 4, 6, 6), "he washes this small car on mondays", "星期一他洗这辆小汽车");
        AssertPair(new(1, 1, 1, 1, 2, 6, 3, 0, 10), "they do not count many flowers in summer", "夏天他们不数很多花");
        AssertPair(new(0, 0, 1, 0, 0, 0, 0, 0, 0), "i buy a book", "我买一本书");
        AssertPair(new(0, 1, 3, 0, 0, 1, 1, 0, 4), "we are selling two chairs", "我们正在卖两把椅子");
        AssertPair(new(3, 0, 2, 1, 1, 1, 4, 0, 6), "the doctor will not sell this car tomorrow", "明天医生不会卖这辆汽车");
        AssertPair(new(6, 0, 1, 1, 0, 5, 1, 2, 2), "the child does not hide two blue hats", "孩子不藏两顶蓝色的帽子");
    }

    [Fact]
    public void The_forms_of_the_verbs_and_the_measure_words_are_those_of_the_dictionary()
    {
        string[] verbs =
        [
            "buy buys bought buying 买", "sell sells sold selling 卖", "draw draws drew drawing 画", "choose chooses chose choosing 选",
            "steal steals stole stealing 偷", "hide hides hid hiding 藏", "count counts counted counting 数", "wash washes washed washing 洗",
        ];
        string[] objects =
        [
            "book books 本书", "letter letters 封信", "hat hats 顶帽子", "shirt shirts 件衬衫", "chair chairs 把椅子", "table tables 张桌子",
            "car cars 辆汽车", "horse horses 匹马", "cat cats 只猫", "bird birds 只鸟", "flower flowers 朵花", "apple apples 个苹果",
        ];
        Assert.Equal(verbs.Select(forms => forms.Split(' ')[0]), SentenceGrammar.Levels("verb"));
        Assert.Equal(objects.Select(forms => forms.Split(' ')[0]), SentenceGrammar.Levels("object"));
        foreach (var (i, forms) in verbs.Select(forms => forms.Split(' ')).Index())
        {
            GrammarSentence past = new(1, 0, 0, 0, 0, i, 0, 0, 0);
            AssertPair(past, $"he {forms[2]} a book", $"他{forms[4]}了一本书");
            AssertPair(past with { Tense = 1 }, $"he {forms[1]} a book", $"他{forms[4]}一本书");
            AssertPair(past with { Tense = 2 }, $"he will {forms[0]} a book", $"他会{forms[4]}一本书");
            AssertPair(past with { Tense = 3 }, $"he is {forms[3]} a book", $"他正在{forms[4]}一本书");
        }

        foreach (var (i, forms) in objects.Select(forms => forms.Split(' ')).Index())
        {
            AssertPair(new(0, 0, 1, 0, 0, 0, 1, 0, i), $"i buy two {forms[1]}", $"我买两{forms[2]}");
            AssertPair(new(0, 0, 1, 0, 0, 0, 4, 0, i), $"i buy this {forms[0]}", $"我买这{forms[2]}");
        }
    }

    [Fact]
    public void Every_choice_of_factors_gives_another_sentence_so_the_entropy_is_the_logarithm_of_their_number()
    {
        // Fewer levels of the three factors that are plain substitutions keep the test short: 24,192 sentences of each language.
        var some = from code in Enumerable.Range(0, SentenceGrammar.Count)
                   let sentence = GrammarSentence.FromCode(code)
                   where sentence is { Verb: < 2, Adjective: < 2 } and ({ Object: 0 } or { Object: 11 }) and { Subject: < 3 or 7 }
                   select sentence;
        var all = some.ToList();
        Assert.Equal(4 * 2 * 4 * 2 * 3 * 2 * 6 * 2 * 2, all.Count);
        Assert.Equal(all.Count, all.Select(sentence => sentence.English).Distinct().Count());
        Assert.Equal(all.Count, all.Select(sentence => sentence.Chinese).Distinct().Count());
        Assert.Equal(Math.Log(1_548_288), SentenceGrammar.Entropy, 12);
    }

    [Fact]
    public void The_code_of_a_sentence_leads_back_to_it()
    {
        Assert.Equal(Teachers, GrammarSentence.FromCode(Teachers.Code));
        Assert.All(new[] { 0, 1, 77_777, SentenceGrammar.Count - 1 }, code => Assert.Equal(code, GrammarSentence.FromCode(code).Code));
    }

    [Fact]
    public void A_sentence_is_parsed_into_its_factors_and_others_are_not()
    {
        Assert.All(SentenceGrammar.SampleTrain(2000, new Generator(6)), sentence => Assert.Equal(sentence, SentenceGrammar.Parse(sentence.English)));
        string[] wrong =
        [
            "", "the teachers", "the teachers buys a book", "i is choosing an apple", "i am choosing a apple", "he bought three book yesterday",
            "he bought a red book tomorrow", "he bought a red blue book", "he did not bought a book", "the teachers bought these books now now",
        ];
        Assert.All(wrong, text => Assert.Null(SentenceGrammar.Parse(text)));
    }

    [Fact]
    public void No_sentence_is_in_both_parts_and_one_in_ten_is_in_the_test_part()
    {
        var (train, test) = (SentenceGrammar.SampleTrain(20_000, new Generator(1)), SentenceGrammar.SampleTest(5_000, new Generator(1)));
        Assert.Empty(train.Intersect(test));
        Assert.Equal((20_000, 5_000), (train.Distinct().Count(), test.Distinct().Count()));
        Assert.True(test.All(SentenceGrammar.IsTest) && !train.Any(SentenceGrammar.IsTest));
        var share = Enumerable.Range(0, 100_000).Count(code => SentenceGrammar.IsTest(GrammarSentence.FromCode(code))) / 100_000.0;
        Assert.Equal(0.1, share, 5 * Math.Sqrt(0.09 / 100_000));
    }

    [Fact]
    public void Draws_are_uniform_in_every_factor_and_come_from_the_generator()
    {
        var drawn = SentenceGrammar.SampleTrain(20_000, new Generator(3));
        Assert.Equal(drawn.Take(50), SentenceGrammar.SampleTrain(50, new Generator(3)));
        Assert.NotEqual(drawn.Take(50), SentenceGrammar.SampleTrain(50, new Generator(4)));
        Assert.InRange(drawn.Min(sentence => sentence.Code), 0, 1000); // 13 of 20,000 are expected among the first and among the last 1000
        Assert.InRange(drawn.Max(sentence => sentence.Code), SentenceGrammar.Count - 1000, SentenceGrammar.Count - 1);
        foreach (var (name, i) in SentenceGrammar.FactorNames.Select((name, i) => (name, i)))
        {
            var levels = SentenceGrammar.Levels(name).Count;
            var p = 1.0 / levels;
            Assert.All(drawn.CountBy(sentence => sentence.ToArray()[i]),
                counted => Assert.Equal(p, counted.Value / 20_000.0, 5 * Math.Sqrt(p * (1 - p) / 20_000)));
        }
    }

    [Fact]
    public void A_level_or_a_count_or_a_name_that_is_not_there_is_refused()
    {
        var level = Assert.Throws<ArgumentOutOfRangeException>(() => SentenceGrammar.IsTest(Teachers with { Tense = 4 }));
        Assert.Contains("tense must be 0 to 3: past, present, future, now", level.Message);
        Assert.Contains("tense must be 0 to 3", Assert.Throws<ArgumentOutOfRangeException>(() => SentenceGrammar.IsTest(Teachers with { Tense = -1 })).Message);
        Assert.Contains("1 to 500000", Assert.Throws<ArgumentOutOfRangeException>(() => SentenceGrammar.SampleTrain(500_001, new Generator(1))).Message);
        Assert.Contains("1 to 50000.", Assert.Throws<ArgumentOutOfRangeException>(() => SentenceGrammar.SampleTest(50_001, new Generator(1))).Message);
        Assert.Contains("1 to 500000", Assert.Throws<ArgumentOutOfRangeException>(() => SentenceGrammar.SampleTrain(0, new Generator(1))).Message);
        Assert.Contains("subject, number", Assert.Throws<ArgumentException>(() => SentenceGrammar.Levels("colour")).Message);
    }

    private static void AssertPair(GrammarSentence sentence, string english, string chinese) =>
        Assert.Equal((english, chinese), (sentence.English, sentence.Chinese));
}
