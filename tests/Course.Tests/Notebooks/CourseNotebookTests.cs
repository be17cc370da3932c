using CSharpNotebooks;
using VaeNotebooks;
using Xunit;

namespace Course.Tests;

public sealed class CourseNotebookTests(CourseRuns runs)
{
    public static TheoryData<string> Notebooks => [.. CourseRuns.Names];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task Runs_to_its_end_with_every_check_and_number_green(string notebook)
    {
        var run = await runs.OfAsync(notebook);

        Assert.True(run.Run.Outcome is NotebookOutcome.Completed, run.Run.Outcome.Describe());
        Assert.DoesNotContain(run.Shipped, verdict => verdict.Status == VerdictStatus.Failed);
        Assert.Contains(run.Shipped, verdict => verdict is { Kind: VerdictKind.Check, Status: VerdictStatus.Passed });
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task Ships_its_exercises_unsolved_and_its_solutions_solve_them(string notebook)
    {
        var run = await runs.OfAsync(notebook);

        Assert.Equal(run.Exercises.Order(), Exercises(run.Shipped).Select(verdict => verdict.Id!).Distinct().Order());
        Assert.All(run.Exercises, id => Assert.Contains(Exercises(run.Shipped), verdict => verdict.Id == id && verdict.Status != VerdictStatus.Solved));
        Assert.Equal(run.Exercises.Order(), Exercises(run.Solved).Select(verdict => verdict.Id!).Distinct().Order());
        Assert.All(Exercises(run.Solved), verdict => Assert.True(verdict.Status == VerdictStatus.Solved, verdict.ToString()));
    }

    private static IEnumerable<Verdict> Exercises(IEnumerable<Verdict> verdicts) => verdicts.Where(verdict => verdict.Kind == VerdictKind.Exercise);
}
