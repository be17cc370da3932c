using VaeNotebooks.Cli;
using Xunit;

namespace Course.Tests;

public sealed class TextComparisonTests
{
    [Theory]
    [InlineData("loss 105.60", "loss 105.61")]
    [InlineData("epoch 3: 104.2 nats, 12.4 s", "epoch 3: 104.2 nats, 7 s")]
    [InlineData("took 300 ms", "took 2 seconds")]
    [InlineData("same", "same\n")]
    [InlineData("1e-5", "1.0001e-5")]
    public void Words_are_equal_numbers_nearly_and_durations_do_not_count(string before, string now) =>
        Assert.Null(TextComparison.FirstDifference(before, now));

    [Theory]
    [InlineData("loss 105.6", "loss 106.6", "line 1 was \"loss 105.6\", is \"loss 106.6\"")]
    [InlineData("a\nb 1", "a\nc 1", "line 2 was \"b 1\", is \"c 1\"")]
    [InlineData("a", "a\nb", "line 2 was \"\", is \"b\"")]
    [InlineData("1 2", "1 2 3", "line 1 was \"1 2\", is \"1 2 3\"")]
    [InlineData("x = 0.5", "x = -0.5", "line 1 was \"x = 0.5\", is \"x = -0.5\"")]
    public void The_first_line_that_differs_is_quoted(string before, string now, string difference) =>
        Assert.Equal(difference, TextComparison.FirstDifference(before, now));
}
