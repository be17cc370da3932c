using Xunit;
using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

public sealed class VocabularyTests
{
    [Fact]
    public void Words_are_small_letters_with_their_apostrophes_and_each_sign_alone()
    {
        Assert.Equal(["i", "don't", "know", ",", "tom", "'", "!"], Tokens.Words("I don’t  know, Tom'!"));
        Assert.Equal(["it's", "10", ":", "30", "p", ".", "m", "."], Tokens.Words("It's 10:30 p.m."));
        Assert.Equal(["rock'n'roll", "cafe\u0301"], Tokens.Words("Rock'n'Roll cafe\u0301")); // an accent of its own belongs to its letter
        Assert.Equal(["我", "有", "2", "本", "𠀀", "。"], Tokens.Characters("我 有2本\u3000𠀀。"));
    }

    [Fact]
    public void Rows_start_and_end_and_are_padded_and_lead_back_to_the_texts()
    {
        var words = Vocabulary.OfWords(["the cat saw the dog", "the dog ran"]);
        using var rows = words.Encode(["the dog ran", "the cat saw the dog", "the bird"]);
        Assert.Equal(["<pad>", "<start>", "<end>", "<unknown>", "the", "dog", "cat", "ran", "saw"], words.Items);
        Assert.Equal([1, 4, 5, 7, 2, 0, 0, 1, 4, 6, 8, 4, 5, 2, 1, 4, 3, 2, 0, 0, 0], rows.data<long>());
        Assert.Equal(["the dog ran", "the cat saw the dog", "the <unknown>"], words.Decode(rows));
        using var goesOn = tensor(new long[,] { { 1, 4, 5, 2, 7, 2, 8 } });
        Assert.Equal(["the dog"], words.Decode(goesOn)); // what stands behind the end is not read
        using var columns = rows.t().contiguous();
        using var turned = columns.t();
        Assert.Equal(words.Decode(rows), words.Decode(turned));
    }

    [Fact]
    public void Characters_are_joined_without_blanks_and_rare_ones_are_unknown()
    {
        var characters = Vocabulary.OfCharacters(["我买书", "我卖书"], minCount: 2);
        using var rows = characters.Encode(["我买书"], length: 6);
        Assert.Equal((6, "我<unknown>书"), (characters.Count, characters.Decode(rows)[0]));
        Assert.Equal([Vocabulary.Start, characters["我"], Vocabulary.Unknown, characters["书"], Vocabulary.End, Vocabulary.Pad], rows.data<long>());
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_text_or_the_number()
    {
        var words = Vocabulary.OfWords(["a b c"]);
        Assert.Contains("\"a b c\", needs 5 places", Assert.Throws<ArgumentException>(() => words.Encode(["a", "a b c"], 4)).Message);
        Assert.Throws<ArgumentException>(() => words.Encode([]));
        using var strange = tensor(new long[,] { { 1, 7, 2 } });
        Assert.Contains("7 is no token of this vocabulary of 7", Assert.Throws<ArgumentException>(() => words.Decode(strange)).Message);
        using var negative = tensor(new long[,] { { 1, -1, 2 } });
        Assert.Contains("-1 is no token", Assert.Throws<ArgumentException>(() => words.Decode(negative)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.OfWords(["a"], minCount: 0));
        using var floats = zeros(1, 3);
        Assert.Throws<ArgumentException>(() => words.Decode(floats));
        using var vector = tensor(new long[] { 1, 4, 2 });
        Assert.Throws<ArgumentException>(() => words.Decode(vector));
    }
}
