using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class ThreadingTests
{
    [Fact]
    public async Task Every_cell_runs_on_one_thread_also_after_an_await()
    {
        await using var session = new TestSession();
        await session.ShowAsync("var thread = Environment.CurrentManagedThreadId;");

        var texts = await session.ShowAsync(
            """
            var same = new List<bool>();
            async Task Inner() { await Task.Delay(5); same.Add(Environment.CurrentManagedThreadId == thread); }
            same.Add(Environment.CurrentManagedThreadId == thread);
            await Task.Delay(5);
            same.Add(Environment.CurrentManagedThreadId == thread);
            await Task.Run(() => 1);
            await Inner();
            same.Count(s => s)
            """);

        Assert.Equal(["result: 3"], texts);
    }

    [Fact]
    public async Task Blocking_on_a_task_of_the_cell_ends()
    {
        await using var session = new TestSession(new SessionOptions { CellTimeout = TimeSpan.FromSeconds(30) });

        Assert.Equal(["result: 5"], await session.ShowAsync("async Task<int> F() { await Task.Delay(5); return 5; }\nF().Result"));
    }

    [Fact]
    public async Task The_current_directory_is_the_notebooks_folder()
    {
        using var folder = new TemporaryFolder();
        folder.File("data.txt", "here");
        await using var session = TestSession.In(folder);

        Assert.Equal(["result: here"], await session.ShowAsync("File.ReadAllText(\"data.txt\")".Replace("File", "System.IO.File", StringComparison.Ordinal)));
    }
}
