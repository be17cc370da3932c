namespace VaeNotebooks;

/// <summary>The words of <see cref="SentenceGrammar"/> in both languages, and the rules that join them.</summary>
internal static class GrammarLexicon
{
    public static readonly Noun[] Subjects =
    [
        new("i", "we", "我", "我们"), new("he", "they", "他", "他们"), new("the teacher", "the teachers", "老师", "老师们"),
        new("the doctor", "the doctors", "医生", "医生们"), new("the student", "the students", "学生", "学生们"),
        new("the farmer", "the farmers", "农民", "农民们"), new("the child", "the children", "孩子", "孩子们"),
        new("my friend", "my friends", "我的朋友", "我的朋友们"),
    ];

    // Singular, plural, the noun and its measure word.
    private static readonly Thing[] Things =
    [
        new("book", "books", "书", "本"), new("letter", "letters", "信", "封"), new("hat", "hats", "帽子", "顶"), new("shirt", "shirts", "衬衫", "件"),
        new("chair", "chairs", "椅子", "把"), new("table", "tables", "桌子", "张"), new("car", "cars", "汽车", "辆"), new("horse", "horses", "马", "匹"),
        new("cat", "cats", "猫", "只"), new("bird", "birds", "鸟", "只"), new("flower", "flowers", "花", "朵"), new("apple", "apples", "苹果", "个"),
    ];

    private static readonly Verb[] Verbs =
    [
        new("buy", "buys", "bought", "buying", "买"), new("sell", "sells", "sold", "selling", "卖"), new("draw", "draws", "drew", "drawing", "画"),
        new("choose", "chooses", "chose", "choosing", "选"), new("steal", "steals", "stole", "stealing", "偷"),
        new("hide", "hides", "hid", "hiding", "藏"), new("count", "counts", "counted", "counting", "数"), new("wash", "washes", "washed", "washing", "洗"),
    ];

    // "a" and "this" go with the singular. With 这些 and 很多 no measure word is used.
    private static readonly Quantity[] Quantities =
    [
        new("a", "一", false, true), new("two", "两", true, true), new("three", "三", true, true),
        new("many", "很多", true, false), new("this", "这", false, true), new("these", "这些", true, false),
    ];

    private static readonly Word[] Adjectives =
        [new("", ""), new("red", "红色的"), new("blue", "蓝色的"), new("white", "白色的"), new("black", "黑色的"), new("big", "大"), new("small", "小")];

    private static readonly Word[][] Times =
    [
        [new("yesterday", "昨天"), new("last week", "上周")], [new("on mondays", "星期一"), new("in summer", "夏天")],
        [new("tomorrow", "明天"), new("next week", "下周")], [new("now", "现在"), new("this morning", "今天早上")],
    ];

    /// <summary>Name and levels of every factor, in the order of <see cref="GrammarSentence"/>.</summary>
    public static readonly (string Name, IReadOnlyList<string> Levels)[] Factors =
    [
        ("subject", [.. Subjects.Select(subject => subject.One)]), ("number", ["one", "several"]), ("tense", ["past", "present", "future", "now"]),
        ("polarity", ["affirmed", "denied"]), ("time", ["none", "first", "second"]), ("verb", [.. Verbs.Select(verb => verb.Plain)]),
        ("quantity", [.. Quantities.Select(quantity => quantity.English)]),
        ("adjective", ["none", .. Adjectives.Skip(1).Select(adjective => adjective.English)]), ("object", [.. Things.Select(thing => thing.One)]),
    ];

    /// <summary>Few sentences, among which the one with this English is, if there is one: the words that stand in it choose the levels.</summary>
    public static IEnumerable<GrammarSentence> Candidates(string english)
    {
        HashSet<string> words = [.. english.Split(' ')];
        var padded = $" {english} ";
        bool Has(string phrase) => padded.Contains($" {phrase} ", StringComparison.Ordinal);
        var articles = Quantities.Index().Where(entry => words.Contains(entry.Item.English) || (entry.Item.English == "a" && words.Contains("an")));
        return
            from subject in Subjects.Index()
            from number in new[] { 0, 1 }
            where padded.StartsWith($" {subject.Item.English(number)} ", StringComparison.Ordinal)
            from thing in Things.Index()
            where words.Contains(thing.Item.One) || words.Contains(thing.Item.Several)
            from verb in Verbs.Index()
            where words.Contains(verb.Item.Plain) || words.Contains(verb.Item.Third) || words.Contains(verb.Item.Past) || words.Contains(verb.Item.Progressive)
            from adjective in Adjectives.Index()
            where adjective.Index == 0 || words.Contains(adjective.Item.English)
            from quantity in articles
            from tense in Times.Index()
            from time in Enumerable.Range(0, 3)
            where time == 0 || Has(tense.Item[time - 1].English)
            select new GrammarSentence(
                subject.Index, number, tense.Index, words.Contains("not") ? 1 : 0, time, verb.Index, quantity.Index, adjective.Index, thing.Index);
    }

    public static Word? Time(GrammarSentence sentence) => sentence.Time == 0 ? null : Times[sentence.Tense][sentence.Time - 1];

    public static string EnglishVerb(GrammarSentence sentence)
    {
        var verb = Verbs[sentence.Verb];
        var thirdPerson = sentence.Number == 0 && sentence.Subject > 0;
        var be = sentence.Number == 1 ? "are" : sentence.Subject == 0 ? "am" : "is";
        return (sentence.Tense, sentence.Polarity) switch
        {
            (0, 0) => verb.Past,
            (0, _) => $"did not {verb.Plain}",
            (1, 0) => thirdPerson ? verb.Third : verb.Plain,
            (1, _) => $"{(thirdPerson ? "does" : "do")} not {verb.Plain}",
            (2, 0) => $"will {verb.Plain}",
            (2, _) => $"will not {verb.Plain}",
            (_, 0) => $"{be} {verb.Progressive}",
            _ => $"{be} not {verb.Progressive}",
        };
    }

    public static string EnglishObject(GrammarSentence sentence)
    {
        var quantity = Quantities[sentence.Quantity];
        var thing = Things[sentence.Object];
        var noun = quantity.IsPlural ? thing.Several : thing.One;
        var described = sentence.Adjective == 0 ? noun : $"{Adjectives[sentence.Adjective].English} {noun}";
        return $"{(quantity.English == "a" && described[0] == 'a' ? "an" : quantity.English)} {described}";
    }

    /// <summary>Past 了 and 没有, habit bare and 不, future 会 and 不会, going on 正在 and 没有在.</summary>
    public static string ChineseVerb(GrammarSentence sentence)
    {
        var verb = Verbs[sentence.Verb].Chinese;
        return (sentence.Tense, sentence.Polarity) switch
        {
            (0, 0) => verb + "了",
            (0, _) => "没有" + verb,
            (1, 0) => verb,
            (1, _) => "不" + verb,
            (2, 0) => "会" + verb,
            (2, _) => "不会" + verb,
            (_, 0) => "正在" + verb,
            _ => "没有在" + verb,
        };
    }

    public static string ChineseObject(GrammarSentence sentence)
    {
        var (quantity, thing) = (Quantities[sentence.Quantity], Things[sentence.Object]);
        return quantity.Chinese + (quantity.HasMeasure ? thing.Measure : "") + Adjectives[sentence.Adjective].Chinese + thing.Chinese;
    }

    public sealed record Noun(string One, string Several, string ChineseOne, string ChineseSeveral)
    {
        public string English(int number) => number == 0 ? One : Several;

        public string Chinese(int number) => number == 0 ? ChineseOne : ChineseSeveral;
    }

    public sealed record Word(string English, string Chinese);

    private sealed record Thing(string One, string Several, string Chinese, string Measure);

    private sealed record Verb(string Plain, string Third, string Past, string Progressive, string Chinese);

    private sealed record Quantity(string English, string Chinese, bool IsPlural, bool HasMeasure);
}
