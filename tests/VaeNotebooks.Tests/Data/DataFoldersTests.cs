using Xunit;

namespace VaeNotebooks.Tests;

public sealed class DataFoldersTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void An_unset_variable_means_no_folder_of_the_users(string? variable) => Assert.Null(DataFolders.Own(variable));

    [Fact]
    public void A_full_path_stays_as_it_is_even_where_nothing_is()
    {
        using var folder = new TempFolder();
        var missing = Path.Combine(folder.Path, "missing");
        Assert.Equal(folder.Path, DataFolders.Own(folder.Path));
        Assert.Equal(missing, DataFolders.Own(missing));
    }

    [Fact]
    public void A_relative_folder_that_leads_nowhere_from_here_is_taken_from_the_repository()
    {
        // The test host runs in bin/: notebooks/ lies in the repository only.
        var folder = DataFolders.Own("notebooks");
        Assert.False(Directory.Exists("notebooks"));
        Assert.True(File.Exists(Path.Combine(folder!, "..", "VaeNotebooks.sln")), folder);
    }

    [Fact]
    public void A_relative_folder_that_is_nowhere_is_named_in_full_from_here() =>
        Assert.Equal(Path.Combine(Environment.CurrentDirectory, "no-such-folder"), DataFolders.Own("no-such-folder"));
}
