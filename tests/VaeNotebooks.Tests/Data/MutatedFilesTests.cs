using Mutations;
using Xunit;

namespace VaeNotebooks.Tests;

/// <summary>Mutated files are refused with the documented exception, or read as what they hold, and stay within memory. The benchmark <c>mutations</c>
/// does the same for 20,000.</summary>
public sealed class MutatedFilesTests
{
    private const int Count = 400;
    private const long MemoryBound = 4_000_000; // the largest whole file here unpacks to about 10 kB; a promise could ask for gigabytes

    [Fact]
    public void Files_of_data_sets() => Assert.All(DataSubjects.All, AssertSound);

    [Fact]
    public void Files_of_tensors()
    {
        using var subjects = new CheckpointSubjects();
        Assert.All(subjects.All, AssertSound);
    }

    private static void AssertSound(Subject subject)
    {
        var readings = Enumerable.Range(0, Count).Select(subject.Of).ToList();
        Assert.InRange(readings.Max(reading => reading.Allocated), 0, MemoryBound);
        Assert.True(readings.Count(reading => !reading.IsRead) > Count / 3, $"{subject.Kind}: the mutations no longer bite.");
    }
}
