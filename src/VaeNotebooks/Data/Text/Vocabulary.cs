using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// The tokens of a language by number, and sentences as rows of numbers. The first four are special: <see cref="Pad"/>, <see cref="Start"/>,
/// <see cref="End"/>, <see cref="Unknown"/>. Build it from the training set alone: what only the test set has is unknown.
/// </summary>
public sealed class Vocabulary
{
    /// <summary>Fills a row behind its end.</summary>
    public const long Pad = 0;

    /// <summary>The first token of every row.</summary>
    public const long Start = 1;

    /// <summary>The last token of every sentence; it is part of its probability.</summary>
    public const long End = 2;

    /// <summary>Stands for every token that the vocabulary has not. Perplexities under different vocabularies are not comparable.</summary>
    public const long Unknown = 3;

    private static readonly string[] Special = ["<pad>", "<start>", "<end>", "<unknown>"];

    private readonly Func<string, IReadOnlyList<string>> _split;
    private readonly string _joint;
    private readonly Dictionary<string, long> _numbers;

    private Vocabulary(IEnumerable<string> texts, int minCount, Func<string, IReadOnlyList<string>> split, string joint)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minCount);
        (_split, _joint) = (split, joint);
        var counted = texts.SelectMany(split).CountBy(token => token).Where(entry => entry.Value >= minCount);
        Items = [.. Special, .. counted.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Key)];
        _numbers = Items.Index().Skip(Special.Length).ToDictionary(entry => entry.Item, entry => (long)entry.Index);
    }

    /// <summary>Every token, the special ones first, then the most frequent; its place is its number.</summary>
    public IReadOnlyList<string> Items { get; }

    /// <summary>Number of tokens, the special ones included.</summary>
    public int Count => Items.Count;

    /// <summary>The number of a token; <see cref="Unknown"/> for one that is not here.</summary>
    public long this[string token] => _numbers.GetValueOrDefault(token, Unknown);

    /// <summary>A vocabulary of words (<see cref="Tokens.Words"/>).</summary>
    /// <param name="texts">The training set.</param>
    /// <param name="minCount">Rarer words are left out, so that the model learns what to do with <see cref="Unknown"/>.</param>
    public static Vocabulary OfWords(IEnumerable<string> texts, int minCount = 1) => new(texts, minCount, Tokens.Words, " ");

    /// <summary>A vocabulary of characters (<see cref="Tokens.Characters"/>).</summary>
    /// <param name="texts">The training set.</param>
    /// <param name="minCount">Rarer characters are left out.</param>
    public static Vocabulary OfCharacters(IEnumerable<string> texts, int minCount = 1) => new(texts, minCount, Tokens.Characters, "");

    /// <summary>The tokens of a text, without the special ones.</summary>
    public IReadOnlyList<string> Split(string text) => _split(text);

    /// <summary>Rows <c>Start, tokens, End, Pad ...</c>; int64 <c>[N, T]</c> on the CPU, the caller owns it.</summary>
    /// <param name="texts">N texts, at least one.</param>
    /// <param name="length">T; by default that of the longest text and its two special tokens.</param>
    /// <exception cref="ArgumentException">No text, or one that is too long for <paramref name="length"/>.</exception>
    public Tensor Encode(IReadOnlyList<string> texts, int? length = null)
    {
        if (texts.Count == 0) throw new ArgumentException("No texts: give at least one.", nameof(texts));
        long[][] rows = [.. texts.Select(text => (long[])[Start, .. _split(text).Select(token => this[token]), End])];
        var width = length ?? rows.Max(row => row.Length);
        if (Array.FindIndex(rows, row => row.Length > width) is var bad and >= 0)
        {
            throw new ArgumentException(
                $"Text {bad}, \"{texts[bad]}\", needs {rows[bad].Length} places with start and end, not {width}. Give a larger length, or leave the text out.",
                nameof(texts));
        }

        var numbers = new long[(long)rows.Length * width]; // Pad is 0
        for (var i = 0; i < rows.Length; i++) rows[i].CopyTo(numbers, (long)i * width);
        return tensor(numbers, [rows.Length, width]);
    }

    /// <summary>The texts of rows: up to the first <see cref="End"/>, without start and padding; words are joined by blanks, characters by nothing.</summary>
    /// <param name="rows"><c>[N, T]</c>, int64.</param>
    /// <exception cref="ArgumentException">Another shape or type, or a number that is no token.</exception>
    public IReadOnlyList<string> Decode(Tensor rows)
    {
        if (rows.dim() != 2 || rows.dtype != ScalarType.Int64)
        {
            throw new ArgumentException($"rows must be int64 of shape [N, T], not {rows.dtype} of shape {Shapes.Text(rows)}.", nameof(rows));
        }

        using var here = rows.cpu().contiguous();
        var numbers = here.data<long>().ToArray();
        if (Array.FindIndex(numbers, number => number < 0 || number >= Count) is var bad and >= 0)
        {
            throw new ArgumentException($"{numbers[bad]} is no token of this vocabulary of {Count}.", nameof(rows));
        }

        return [.. numbers.Chunk((int)Math.Max(1, rows.shape[1])).Select(Text)];
    }

    private string Text(long[] row) =>
        string.Join(_joint, row.TakeWhile(number => number != End).Where(number => number is not (Pad or Start)).Select(number => Items[(int)number]));
}
