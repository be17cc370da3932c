namespace VaeNotebooks;

/// <summary>What English leaves open when a sentence of <see cref="SentenceGrammar"/> is put into Chinese: two choices that every translator makes.</summary>
/// <param name="IsTraditional">Traditional characters in place of simplified ones, all through the sentence.</param>
/// <param name="IsShort">The short words: 没 for 没有 (did not), 在 for 正在 (is doing). Sentences without these words have one form.</param>
public readonly record struct ChineseStyle(bool IsTraditional, bool IsShort)
{
    /// <summary>The four styles; the first is that of <see cref="GrammarSentence.Chinese"/>.</summary>
    public static IReadOnlyList<ChineseStyle> All { get; } = [new(false, false), new(false, true), new(true, false), new(true, true)];

    internal string Write(string simplified)
    {
        var text = IsShort ? simplified.Replace("没有", "没").Replace("正在", "在") : simplified;
        return IsTraditional ? ChineseScripts.ToTraditional(text) : text;
    }
}
