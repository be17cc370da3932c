using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class ChineseStyleTests
{
    [Fact]
    public void A_style_changes_script_and_wording_and_nothing_else()
    {
        GrammarSentence denied = new(Subject: 2, Number: 1, Tense: 0, Polarity: 1, Time: 1, Verb: 0, Quantity: 2, Adjective: 1, Object: 0);
        Assert.Equal(
            ["昨天老师们没有买三本红色的书", "昨天老师们没买三本红色的书", "昨天老師們沒有買三本紅色的書", "昨天老師們沒買三本紅色的書"],
            ChineseStyle.All.Select(denied.ChineseIn));
        Assert.Equal("我在选一个苹果", new GrammarSentence(0, 0, 3, 0, 0, 3, 0, 0, 11).ChineseIn(new(false, true)));
        Assert.Equal("上週他畫了兩隻藍色的貓", new GrammarSentence(1, 0, 0, 0, 2, 2, 1, 2, 8).ChineseIn(new(true, false)));
    }

    [Fact]
    public void The_script_of_a_sentence_is_seen_wherever_it_shows()
    {
        var sentences = SentenceGrammar.SampleTrain(2000, new Generator(1));
        Assert.All(sentences, sentence => Assert.NotEqual(ChineseScript.Traditional, new SentencePair("", sentence.ChineseIn(new(false, false))).Script));
        Assert.All(sentences, sentence => Assert.True(new SentencePair("", sentence.ChineseIn(new(true, false))).Script is ChineseScript.Traditional or ChineseScript.Either));
    }
}
