using Xunit;

namespace VaeNotebooks.Tests;

public sealed class DatasetCatalogTests
{
    private static IEnumerable<(DatasetInfo Set, FileForm Form)> Forms =>
        from set in DatasetCatalog.All from file in set.Files from form in file.Forms select (set, form);

    [Fact]
    public void The_data_page_lists_every_accepted_file_with_its_length_and_checksum()
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(DataFolders.Cache)!, "README.md"));
        Assert.All(Forms, file => Assert.Contains($"| `{file.Set.Name}` | `{file.Form.FileName}` | {file.Form.Bytes} | `{file.Form.Sha256}` |", page));
    }

    [Fact]
    public void Every_file_to_download_has_more_than_one_mirror_and_a_whole_checksum()
    {
        Assert.Equal(15, Forms.Count());
        Assert.All(Forms, file => Assert.Matches("^[0-9a-f]{64}$", file.Form.Sha256));
        Assert.All(DatasetCatalog.All.SelectMany(set => set.Files), file => Assert.True(file.Forms[0].Mirrors.Count > 1));
        Assert.All(Forms.SelectMany(file => file.Form.Mirrors.Select(mirror => (file.Form.FileName, mirror))),
            pair => Assert.EndsWith("/" + pair.FileName, pair.mirror.AbsolutePath));
    }
}
