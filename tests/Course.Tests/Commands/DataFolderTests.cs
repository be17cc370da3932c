using Xunit;

namespace Course.Tests;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryCourse _course = new();

    public void Dispose() => _course.Dispose();

    [Fact]
    public async Task A_relative_data_folder_is_meant_from_where_the_user_types_and_not_from_the_notebook()
    {
        var typedIn = Directory.CreateDirectory(Path.Combine(_course.Root, "elsewhere")).FullName;
        Directory.CreateDirectory(Path.Combine(typedIn, "mine"));
        _course.Add("01-where", "VaeNotebooks.Datasets.DataFolder == " + $"@\"{Path.Combine(typedIn, "mine")}\"");

        var result = await VaeProcess.RunAsync(typedIn, ["run", "--out", Path.Combine(_course.Root, "artifacts")], ("VAE_DATA", "mine"));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("True", _course.Executed("01-where").Cells[0].Outputs.ToJsonString());
    }

    [Fact]
    public async Task A_data_folder_that_is_not_there_is_named_in_full()
    {
        var result = await VaeProcess.RunAsync(_course.Root, ["data", "list"], ("VAE_DATA", "missing"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(Path.Combine(_course.Root, "missing"), result.Errors);
        Assert.Contains("VAE_DATA", result.Errors);
    }
}
