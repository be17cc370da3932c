using Xunit;

namespace VaeNotebooks.Tests;

public sealed class TranslationMetricTests
{
    // The examples of Papineni et al. 2002, section 2.
    private static readonly string[] Guides =
    [
        "it is a guide to action that ensures that the military will forever heed party commands",
        "it is the guiding principle which guarantees the military forces always being under the command of the party",
        "it is the practical guide for the army always to heed the directions of the party",
    ];

    // The example of sacreBLEU's README: two references each.
    private static readonly string[] Dogs = ["The dog bit the man .", "It wasn't surprising .", "The man had just bitten him ."];

    private static readonly string[][] DogReferences =
    [
        ["The dog bit the man .", "The dog had bit the man ."], ["It was not unexpected .", "No one was surprised ."], ["The man bit him first .", "The man had bitten the dog ."],
    ];

    [Fact]
    public void Modified_precisions_are_those_of_Papineni()
    {
        Assert.Equal(2 / 7.0, One("the the the the the the the", "the cat is on the mat", "there is a cat on the mat").Precisions[0], 12);
        var first = One("it is a guide to action which ensures that the military always obeys the commands of the party", Guides);
        var second = One("it is to insure the troops forever hearing the activity guidebook that party direct", Guides);
        Assert.Equal([17 / 18.0, 10 / 17.0], first.Precisions.Take(2));
        Assert.Equal([8 / 14.0, 1 / 13.0], second.Precisions.Take(2));
        Assert.Equal(1, One("of the", Guides).Precisions[1]);
    }

    [Fact]
    public void BLEU_and_chrF_are_those_of_sacreBLEU()
    {
        var bleu = Bleu.Of([.. Dogs.Select(Split)], [.. DogReferences.Select(set => set.Select(Split).ToArray())]);
        Assert.Equal("BLEU 48.53 (82.4/50.0/45.5/37.5, brevity penalty 0.943, 17 tokens for 18)", bleu.ToString());
        Assert.Equal(59.73, ChrF.Of(Dogs, DogReferences), 2);
        Assert.Equal(84.64214891738334, ChrF.Of(
            ["The relationship between cats and dogs is not exactly friendly.", "a good bookshop is just a genteel black hole that knows how to read."],
            [["The relationship between dogs and cats is not exactly friendly."], ["A good bookshop is just a genteel Black Hole that knows how to read."]]), 9);
    }

    [Fact]
    public void BLEU_of_a_corpus_is_no_mean_and_a_short_corpus_pays()
    {
        // Precisions 7/8, 5/6, 3/4, 1/2 of the corpus; the second sentence alone has no run of 4, and a score of 0.
        var whole = Bleu.Of([["a", "b", "c", "d"], ["e", "f", "g", "x"]], [[["a", "b", "c", "d"]], [["e", "f", "g", "h"]]]);
        Assert.Equal(100 * Math.Pow(7 / 8.0 * 5 / 6 * 3 / 4 * 1 / 2, 0.25), whole.Score, 9);
        Assert.Equal(0, One("e f g x", "e f g h").Score);
        Assert.Equal(100 * Math.Exp(1 - (6 / 4.0)), One("a b c d", "a b c d e f").Score, 9);
        Assert.Equal(4, One("a b c d", "a b c d e", "a b c").ReferenceLength + 1); // two equally near: the shorter
        Assert.Equal(0, Bleu.Of([[]], [[["a"]]]).Score);
    }

    [Fact]
    public void A_long_translation_gains_nothing_by_its_length_and_one_too_short_for_a_run_of_four_scores_zero()
    {
        var longer = One("a b c d e f", "a b c d");
        Assert.Equal((1, 6, 4), (longer.BrevityPenalty, longer.Length, longer.ReferenceLength));
        Assert.Equal(100 * Math.Pow(4 / 6.0 * 3 / 5 * 2 / 4 * 1 / 3, 0.25), longer.Score, 9);
        var three = One("a b c", "a b c");
        Assert.Equal([1, 1, 1, 0], three.Precisions);
        Assert.Equal(0, three.Score);
        var nothing = Bleu.Of([[]], [[[]]]);
        Assert.Equal((0, 0), (nothing.BrevityPenalty, nothing.Score));
    }

    [Fact]
    public void Runs_are_of_tokens_and_not_of_their_letters()
    {
        var apart = Bleu.Of([["ab", "c", "d"]], [[["a", "bc", "d"]]]);
        Assert.Equal([1 / 3.0, 0, 0, 0], apart.Precisions);
    }

    [Fact]
    public void chrF_is_the_F_score_of_mean_precision_and_recall()
    {
        // Orders 1 and 2 of "ab" and "abc": precision 1 and 1, recall 2/3 and 1/2; "ab" has no run of 3.
        var (precision, recall) = (1.0, ((2 / 3.0) + 0.5) / 2);
        Assert.Equal(100 * 5 * precision * recall / ((4 * precision) + recall), ChrF.Of(["a b"], [["abc"]]), 9);
        Assert.Equal(100, ChrF.Of(["他买书"], [["她卖了", "他买书"]]), 9);
        Assert.Equal(0, ChrF.Of([""], [["x"]]));
        Assert.Equal(0, ChrF.Of(["a"], [["x"]])); // nothing shared
        // "abc" for "ab": precision 2/3 and 1/2, recall 1; the reference has no run of 3.
        Assert.Equal(100 * 5 * recall / ((4 * recall) + 1), ChrF.Of(["abc"], [["ab"]]), 9);
        // Of two references the one with the better F-score, though the other shares more: 1/2 and 1 for "a".
        Assert.Equal(ChrF.Of(["ab"], [["a"]]), ChrF.Of(["ab"], [["abxxxxxxxxxxxxxxxxxxxxxx", "a"]]), 9);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Contains("No translations", Assert.Throws<ArgumentException>(() => ChrF.Of([], [])).Message);
        Assert.Contains("1 sets of references for 2", Assert.Throws<ArgumentException>(() => ChrF.Of(["a", "b"], [["a"]])).Message);
        Assert.Contains("No translations", Assert.Throws<ArgumentException>(() => Bleu.Of([], [])).Message);
        Assert.Contains("Translation 0 has no reference", Assert.Throws<ArgumentException>(() => Bleu.Of([["a"]], [[]])).Message);
        Assert.Contains("2 sets of references for 1", Assert.Throws<ArgumentException>(() => ChrF.Of(["a"], [["a"], ["b"]])).Message);
        Assert.Contains("Translation 1 has no reference", Assert.Throws<ArgumentException>(() => ChrF.Of(["a", "b"], [["a"], []])).Message);
        Assert.Contains("Translation 0 has no reference", Assert.Throws<ArgumentException>(() => ChrF.Of(["a"], [[]])).Message);
    }

    private static string[] Split(string text) => text.Split(' ');

    private static Bleu One(string translation, params string[] references) => Bleu.Of([Split(translation)], [references.Select(Split).ToArray()]);
}
