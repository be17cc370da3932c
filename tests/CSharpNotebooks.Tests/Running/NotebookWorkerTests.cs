using Xunit;

namespace CSharpNotebooks.Tests;

/// <summary>The worker's side of the conversation, in this process; a worker that fails takes its process along.</summary>
public sealed class NotebookWorkerTests
{
    [Fact]
    public async Task A_host_whose_warm_up_fails_has_its_cells_run_all_the_same()
    {
        var said = await ServeAsync(() => throw new InvalidOperationException("no chart today"));

        Assert.Null(Assert.Single(said.OfType<WorkerMessage.CellEnded>()).Failure);
        Assert.IsType<WorkerMessage.Finished>(said[^1]);
    }

    [Fact]
    public async Task The_warm_up_is_over_when_the_first_cell_begins()
    {
        var warm = false;
        var wasWarm = false;

        var said = await ServeAsync(
            async () =>
            {
                await Task.Delay(300); // longer than a message takes
                warm = true;
            },
            message => wasWarm |= warm && message is WorkerMessage.CellStarted);

        Assert.True(wasWarm);
        Assert.IsType<WorkerMessage.Finished>(said[^1]);
    }

    [Fact]
    public async Task The_time_that_a_cell_took_to_compile_is_told()
    {
        var said = await ServeAsync(() => Task.CompletedTask);

        Assert.True(Assert.Single(said.OfType<WorkerMessage.CellEnded>()).Compiling > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_worker_whose_parent_goes_while_it_waits_ends_without_waiting_for_its_warm_up()
    {
        var name = MessagePipe.NewName();
        var never = new TaskCompletionSource();
        Task<int> worker;
        await using (var server = MessagePipe.Listen(name))
        {
            worker = Task.Run(() => NotebookWorker.RunAsync(name, Session, () => never.Task));
            await server.WaitForConnectionAsync();
        }

        Assert.Equal(2, await worker.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    private static async Task<List<WorkerMessage>> ServeAsync(Func<Task> warmUp, Action<WorkerMessage>? onMessage = null)
    {
        var name = MessagePipe.NewName();
        var server = MessagePipe.Listen(name);
        using var messages = new MessagePipe(server);
        var worker = Task.Run(() => NotebookWorker.RunAsync(name, Session, warmUp));
        await server.WaitForConnectionAsync();
        messages.Send(new WorkerMessage.Run(Environment.CurrentDirectory, [new CellToRun(0, 1, "6 * 7")]));
        List<WorkerMessage> said = [];
        while (await messages.ReceiveAsync() is { } message)
        {
            onMessage?.Invoke(message);
            said.Add(message);
        }

        Assert.Equal(0, await worker);
        return said;
    }

    private static CSharpSession Session(string directory) => new(new SessionOptions { WorkingDirectory = directory });
}
