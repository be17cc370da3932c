using BookTests;
using Xunit;

namespace Course.Tests;

/// <summary>The real book, when somebody has built it: <c>VAE_BOOK</c> names its folder, otherwise <c>artifacts/book</c> is looked for.</summary>
public sealed class BuiltBookTests
{
    [Fact]
    public async Task Every_page_of_the_built_book_is_whole_quiet_inert_and_offline()
    {
        var folder = Environment.GetEnvironmentVariable("VAE_BOOK") ?? ArtifactsBook();
        if (folder is null) Assert.Skip("No book has been built. Run the course first (dotnet run -c Release --project src/VaeNotebooks.Cli), or set VAE_BOOK to a book's folder.");
        await BookInspection.AssertEveryPageIsWholeAsync(folder);
    }

    private static string? ArtifactsBook()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "VaeNotebooks.sln")))
                return Path.Combine(folder.FullName, "artifacts", "book") is var book && File.Exists(Path.Combine(book, "index.html")) ? book : null;
        return null;
    }
}
