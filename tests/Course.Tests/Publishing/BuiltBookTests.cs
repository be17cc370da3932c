using BookTests;
using CSharpNotebooks;
using VaeNotebooks.Cli;
using Xunit;

namespace Course.Tests;

/// <summary>The course's own book, written from the notebooks as they were just executed.</summary>
public sealed class BuiltBookTests(CourseRuns runs)
{
    [Fact]
    public async Task Every_page_of_the_book_is_whole_quiet_inert_and_offline()
    {
        var folder = Directory.CreateTempSubdirectory("course-book-").FullName;
        try
        {
            var executed = await Task.WhenAll(CourseRuns.Names.Select(async name => new BookNotebook(name, (await runs.OfAsync(name)).ShippedDocument())));
            CourseBook.Write(executed, folder);
            await BookInspection.AssertEveryPageIsWholeAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
