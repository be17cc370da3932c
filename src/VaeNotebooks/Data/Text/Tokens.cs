using System.Text.RegularExpressions;

namespace VaeNotebooks;

/// <summary>Cuts text into tokens: words for English, characters for Chinese, which is written without blanks.</summary>
public static partial class Tokens
{
    /// <summary>
    /// Small letters; words with their apostrophe (<c>don't</c>), numbers, and each other sign alone: <c>"I don't." gives i, don't, .</c>
    /// </summary>
    public static IReadOnlyList<string> Words(string text) => [.. WordPattern().Matches(text.Replace('\u2019', '\'').ToLowerInvariant()).Select(match => match.Value)];

    /// <summary>Every character that is no blank; one outside the basic plane, two code units long, is one token.</summary>
    public static IReadOnlyList<string> Characters(string text) =>
        [.. text.EnumerateRunes().Where(rune => !System.Text.Rune.IsWhiteSpace(rune)).Select(rune => rune.ToString())];

    [GeneratedRegex(@"[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|\p{N}+|[^\s\p{L}\p{M}\p{N}]", RegexOptions.CultureInvariant)]
    private static partial Regex WordPattern();
}
