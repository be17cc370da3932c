using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class CodePointsTests
{
    // Units: a 0, the first emoji 1-2, é 3, the family 4-5 joiner 6 and 7-8, b 9.
    private const string Text = "a\U0001F600é\U0001F468\u200D\U0001F469b";

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 4)]
    [InlineData(4, 6)]
    [InlineData(5, 7)]
    [InlineData(6, 9)]
    [InlineData(7, 10)]
    public void Places_are_converted_both_ways(int codePoints, int utf16)
    {
        Assert.Equal(utf16, CodePoints.ToUtf16(Text, codePoints));
        Assert.Equal(codePoints, CodePoints.FromUtf16(Text, utf16));
    }

    [Fact]
    public void Places_that_are_none_become_the_nearest_before()
    {
        Assert.Equal(Text.Length, CodePoints.ToUtf16(Text, 100));
        Assert.Equal(0, CodePoints.ToUtf16(Text, -1));
        Assert.Equal(7, CodePoints.FromUtf16(Text, 100));
        Assert.Equal(0, CodePoints.FromUtf16(Text, -1));
        Assert.Equal(1, CodePoints.FromUtf16(Text, 2));
    }

    [Fact]
    public void Half_a_pair_counts_as_one()
    {
        Assert.Equal(2, CodePoints.ToUtf16("\uD83D\uD83Dx", 2));
        Assert.Equal(3, CodePoints.FromUtf16("\uDE00\uD83Dx", 3));
    }
}
