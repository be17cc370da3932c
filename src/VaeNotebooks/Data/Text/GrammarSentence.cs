using System.Globalization;

namespace VaeNotebooks;

/// <summary>
/// One sentence of <see cref="SentenceGrammar"/>, as the levels of its factors: <c>the teachers did not buy three red books yesterday</c>,
/// in Chinese <c>昨天老师们没有买三本红色的书</c>. Levels count from 0 in the order of <see cref="SentenceGrammar.Levels"/>.
/// </summary>
/// <param name="Subject">Who: I/we, he/they, or a noun.</param>
/// <param name="Number">Of the subject: 0 one, 1 several.</param>
/// <param name="Tense">0 past, 1 present (a habit), 2 future, 3 now (going on).</param>
/// <param name="Polarity">0 affirmed, 1 denied.</param>
/// <param name="Time">0 no time is named, 1 and 2 one of the two times of the tense.</param>
/// <param name="Verb">What is done.</param>
/// <param name="Quantity">How many: a, two, three, many, this, these.</param>
/// <param name="Adjective">0 none, else colour or size.</param>
/// <param name="Object">What it is done to.</param>
public sealed record GrammarSentence(
    int Subject, int Number, int Tense, int Polarity, int Time, int Verb, int Quantity, int Adjective, int Object)
{
    private static readonly int[] Sizes = [.. GrammarLexicon.Factors.Select(factor => factor.Levels.Count)];

    /// <summary>The sentence in English: small letters, single blanks, no full stop.</summary>
    public string English => string.Join(' ', new[]
    {
        GrammarLexicon.Subjects[Subject].English(Number),
        GrammarLexicon.EnglishVerb(this),
        GrammarLexicon.EnglishObject(this),
        GrammarLexicon.Time(this)?.English,
    }.OfType<string>());

    /// <summary>The same in simplified Chinese: the time goes first, a measure word stands between number and noun, no full stop.</summary>
    public string Chinese => string.Concat(
        GrammarLexicon.Time(this)?.Chinese,
        GrammarLexicon.Subjects[Subject].Chinese(Number),
        GrammarLexicon.ChineseVerb(this),
        GrammarLexicon.ChineseObject(this));

    /// <summary>The same in another style.</summary>
    public string ChineseIn(ChineseStyle style) => style.Write(Chinese);

    /// <summary>Both, as a pair.</summary>
    public SentencePair Pair => new(English, Chinese);

    /// <summary>The place of the sentence among all of the grammar, 0 to <see cref="SentenceGrammar.Count"/> - 1.</summary>
    internal int Code => ToArray().Zip(Sizes).Aggregate(0, (code, digit) => (code * digit.Second) + digit.First);

    internal static int CodeCount => Sizes.Aggregate(1, (product, size) => product * size);

    /// <summary>The levels in the order of the parameters.</summary>
    public int[] ToArray() => [Subject, Number, Tense, Polarity, Time, Verb, Quantity, Adjective, Object];

    internal static GrammarSentence FromCode(int code)
    {
        var levels = new int[Sizes.Length];
        for (var i = Sizes.Length - 1; i >= 0; i--) (code, levels[i]) = Math.DivRem(code, Sizes[i]);
        return new(levels[0], levels[1], levels[2], levels[3], levels[4], levels[5], levels[6], levels[7], levels[8]);
    }

    /// <exception cref="ArgumentOutOfRangeException">A level is one that its factor has not.</exception>
    internal GrammarSentence Validated(string argument)
    {
        foreach (var ((name, levels), level) in GrammarLexicon.Factors.Zip(ToArray()))
        {
            if (level < 0 || level >= levels.Count)
            {
                throw new ArgumentOutOfRangeException(argument, level, string.Create(
                    CultureInfo.InvariantCulture, $"{name} must be 0 to {levels.Count - 1}: {string.Join(", ", levels)}."));
            }
        }

        return this;
    }
}
