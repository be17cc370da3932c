using Mutations;
using Xunit;

namespace CSharpNotebooks.Tests;

/// <summary>Mutated notebooks are refused with the documented exception, or can be normalised, written, read again and published. The benchmark
/// <c>mutations</c> does the same for 20,000.</summary>
public sealed class MutatedNotebooksTests
{
    private const int Count = 800;
    private const long MemoryBound = 100_000_000; // a whole book of one page, its fonts and scripts included

    [Fact]
    public void Notebooks()
    {
        using var notebooks = new NotebookSubject();
        var readings = Enumerable.Range(0, Count).Select(notebooks.Subject.Of).ToList();
        Assert.InRange(readings.Max(reading => reading.Allocated), 0, MemoryBound);
        Assert.InRange(readings.Count(reading => reading.IsRead), Count / 10, Count * 9 / 10);
    }
}
