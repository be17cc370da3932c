using Xunit;

namespace Course.Tests;

public sealed class LargeTensorTests
{
    private const int Rounds = 200, MostGrowth = 200;

    /// <summary>In a process of its own, since it is about the heap of the main thread: it grew by 6,475 MiB there with glibc 2.36 before large tensors had their own pages.</summary>
    [Fact]
    public async Task Large_tensors_that_were_freed_leave_no_memory_behind()
    {
        var run = await DotnetProcess.RunAsync(Path.GetTempPath(), [Places.Host("LibraryProgram"), "large-tensors", $"{Rounds}"]);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.InRange(int.Parse(run.Output.Trim()), int.MinValue, MostGrowth);
    }
}
