using Xunit;

namespace VaeNotebooks.Tests;

public sealed class CheckTests
{
    [Theory]
    [InlineData(1.0, 1.5, 0.5, VerdictStatus.Passed)]
    [InlineData(1.0, 1.5, 0.49, VerdictStatus.Failed)]
    [InlineData(2.0, 2.0, 0.0, VerdictStatus.Passed)]
    [InlineData(2.0, 2.0000000001, 0.0, VerdictStatus.Failed)]
    [InlineData(double.NaN, 0.0, 1e300, VerdictStatus.Failed)]
    [InlineData(double.PositiveInfinity, 1.0, 1e300, VerdictStatus.Failed)]
    [InlineData(double.NegativeInfinity, 1.0, 0.0, VerdictStatus.Failed)]
    public void Close_passes_within_the_tolerance_and_for_finite_numbers_only(double actual, double expected, double tolerance, VerdictStatus status) =>
        Assert.Equal(status, Check.Close(actual, expected, tolerance, "claim").Status);

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(0, -1)]
    [InlineData(0, double.NaN)]
    [InlineData(0, double.PositiveInfinity)]
    public void Close_refuses_a_comparison_that_could_not_fail_or_not_pass(double expected, double tolerance) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Check.Close(0, expected, tolerance, "claim"));

    [Theory]
    [InlineData(true, VerdictStatus.Passed)]
    [InlineData(false, VerdictStatus.Failed)]
    public void True_passes_when_the_condition_holds(bool condition, VerdictStatus status) =>
        Assert.Equal(status, Check.True(condition, "claim").Status);

    [Fact]
    public void An_exercise_is_solved_when_every_check_is_green() =>
        Assert.Equal(VerdictStatus.Solved, Check.Exercise("01.a", () => Check.True(true, "one"), () => Check.Close(1, 1, 0, "two")).Status);

    [Fact]
    public void An_exercise_whose_stub_is_in_place_is_not_tried_yet() =>
        Assert.Equal(VerdictStatus.NotYet, Check.Exercise("01.a", () => throw new NotImplementedException()).Status);

    [Fact]
    public void A_stub_called_within_a_task_is_not_tried_yet_either() =>
        Assert.Equal(VerdictStatus.NotYet, Check.Exercise("01.a", () => throw new AggregateException(new NotImplementedException())).Status);

    [Fact]
    public void An_exercise_with_a_red_check_is_wrong_says_why_and_runs_no_further()
    {
        bool ranOn = false;
        Verdict verdict = Check.Exercise("01.a", () => Check.Close(3, 1, 0.5, "the KL of a unit shift"), () => Check.True(ranOn = true, "never"));
        Assert.Equal(VerdictStatus.Wrong, verdict.Status);
        Assert.Equal(VerdictKind.Exercise, verdict.Kind);
        Assert.Equal("01.a", verdict.Id);
        Assert.Contains("the KL of a unit shift", verdict.Message, StringComparison.Ordinal);
        Assert.Equal(3, verdict.Actual);
        Assert.False(ranOn);
    }

    [Fact]
    public void An_exercise_that_throws_is_wrong_and_names_the_exception()
    {
        Verdict verdict = Check.Exercise("01.a", () => throw new DivideByZeroException("by nought"));
        Assert.Equal(VerdictStatus.Wrong, verdict.Status);
        Assert.Contains("DivideByZeroException: by nought", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exercise_that_compared_nothing_is_not_solved() =>
        Assert.Equal(
            VerdictStatus.NotCompared,
            Check.Exercise("01.a", () => new Verdict(VerdictKind.Number, VerdictStatus.NotCompared, "no number of this protocol")).Status);

    [Fact]
    public void An_interrupted_exercise_is_not_judged() =>
        Assert.Throws<OperationCanceledException>(() => Check.Exercise("01.a", () => throw new OperationCanceledException()));

    [Fact]
    public void An_exercise_without_a_check_is_a_mistake_of_its_author() =>
        Assert.Throws<ArgumentException>(() => Check.Exercise("01.a"));
}
