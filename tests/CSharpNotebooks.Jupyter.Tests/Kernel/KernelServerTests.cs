using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

/// <summary>A whole kernel, driven through its sockets.</summary>
public sealed class KernelServerTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FrontEndInput _input = new();
    private readonly CSharpSession _session;
    private readonly ConnectionInfo _connection;
    private readonly KernelServer _kernel;

    public KernelServerTests()
    {
        _connection = ConnectionFile.Create(_folder.Below("kernel.json"));
        _session = new CSharpSession(new SessionOptions { Input = _input });
        _kernel = new KernelServer(_connection, Task.FromResult(_session), _input);
    }

    public ValueTask InitializeAsync()
    {
        _kernel.Start();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _kernel.DisposeAsync();
        await _session.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void A_cell_is_answered_and_what_it_shows_is_published_between_busy_and_idle()
    {
        using var frontEnd = new FrontEnd(_connection, "a");

        var request = frontEnd.Send(Channel.Shell, "execute_request", """{"code":"Console.Write(\"a\"); display(\"b\"); \"c\""}""");

        Assert.Equal("ok", frontEnd.Receive(Channel.Shell).Text("status"));
        Assert.Equal(["status", "execute_input", "stream", "display_data", "execute_result", "status"], frontEnd.PublishedUntilIdle(request).Select(m => m.Type));
    }

    [Fact]
    public void Each_front_end_is_asked_by_its_own_cell_and_both_see_all_outputs()
    {
        using var first = new FrontEnd(_connection, "first");
        using var second = new FrontEnd(_connection, "second");
        const string Cell = """{"code":"input(\"?\")","allow_stdin":true}""";
        first.Send(Channel.Shell, "execute_request", Cell);
        Assert.Equal("input_request", first.Receive(Channel.Stdin).Type);
        var request = second.Send(Channel.Shell, "execute_request", Cell);
        Assert.False(second.HasMore(Channel.Stdin));

        first.Send(Channel.Stdin, "input_reply", """{"value":"one"}""");
        Assert.Equal("ok", first.Receive(Channel.Shell).Text("status"));
        second.Receive(Channel.Stdin);
        second.Send(Channel.Stdin, "input_reply", """{"value":"two"}""");
        Assert.Equal("ok", second.Receive(Channel.Shell).Text("status"));

        Assert.Contains(first.PublishedUntilIdle(request), message => message.Type == "execute_result" && message.Content.ToJsonString().Contains("two"));
    }

    [Theory]
    [InlineData("Stdin", "execute_request")]
    [InlineData("Stdin", "shutdown_request")]
    [InlineData("Stdin", "interrupt_request")]
    [InlineData("Shell", "input_reply")]
    [InlineData("Shell", "comm_msg")]
    [InlineData("Control", "no_such_request")]
    [InlineData("Control", "")]
    public void What_comes_on_the_wrong_channel_or_is_unknown_gets_no_answer_and_does_no_harm(string channel, string type)
    {
        using var frontEnd = new FrontEnd(_connection, "a");

        frontEnd.Send(Enum.Parse<Channel>(channel), type, """{"code":"Console.Write(\"ran\");"}""");

        Assert.Equal("ok", frontEnd.Ask(Channel.Shell, "execute_request", """{"code":"1"}""").Text("status"));
        Assert.Equal("ok", frontEnd.Ask(Channel.Control, "comm_info_request").Text("status"));
        Assert.False(frontEnd.HasMore(Channel.Stdin));
        Assert.False(_kernel.ShutdownRequested.IsCompleted);
    }

    [Fact]
    public void Malformed_frames_on_every_channel_end_nothing()
    {
        using var frontEnd = new FrontEnd(_connection, "a");
        byte[][][] rubbish = [[[]], ["<IDS|MSG>"u8.ToArray()], [[1], [2], [3]], Messages.Frames("", "", "", ""), ["<IDS|MSG>"u8.ToArray(), [], [], [], [], []]];
        foreach (var channel in Enum.GetValues<Channel>())
        {
            Array.ForEach(rubbish, frames => frontEnd.SendFrames(channel, frames));
        }

        Assert.Equal("ok", frontEnd.Ask(Channel.Control, "comm_info_request").Text("status"));
        Assert.Equal("ok", frontEnd.Ask(Channel.Shell, "execute_request", """{"code":"1"}""").Text("status"));
    }

    [Fact]
    public void An_interrupt_is_heard_while_a_cell_runs()
    {
        using var frontEnd = new FrontEnd(_connection, "a");
        var request = frontEnd.Send(Channel.Shell, "execute_request", """{"code":"Console.Write(1); while (true) { }"}""");
        frontEnd.PublishedUntil(message => message.Type == "stream");

        Assert.Equal("ok", frontEnd.Ask(Channel.Control, "interrupt_request").Text("status"));

        Assert.Equal(("error", request.Id), (frontEnd.Receive(Channel.Shell) is var reply ? reply.Text("status") : "", reply.ParentId));
    }

    [Fact]
    public async Task A_shutdown_is_answered_and_ends_a_running_cell()
    {
        using var frontEnd = new FrontEnd(_connection, "a");
        frontEnd.Send(Channel.Shell, "execute_request", """{"code":"Console.Write(1); System.Threading.Thread.Sleep(-1);"}""");
        frontEnd.PublishedUntil(message => message.Type == "stream");

        Assert.True(frontEnd.Ask(Channel.Control, "shutdown_request", """{"restart":true}""").Flag("restart", false));

        await _kernel.ShutdownRequested.WaitAsync(FrontEnd.Limit, TestContext.Current.CancellationToken);
        await _kernel.DisposeAsync();
        Assert.Equal("error", frontEnd.Receive(Channel.Shell).Text("status"));
    }

    [Fact]
    public void A_comm_that_nobody_here_knows_is_closed()
    {
        using var frontEnd = new FrontEnd(_connection, "a");

        var request = frontEnd.Send(Channel.Shell, "comm_open", """{"comm_id":"x","target_name":"jupyter.widget"}""");

        Assert.Equal("x", frontEnd.PublishedUntilIdle(request).Single(message => message.Type == "comm_close").Text("comm_id"));
    }

    [Fact]
    public async Task A_question_that_cannot_be_answered_gets_an_error()
    {
        var failing = Task.FromException<CSharpSession>(new InvalidOperationException("no session"));
        var connection = ConnectionFile.Create(_folder.Below("failing.json"));
        var kernel = new KernelServer(connection, failing, new FrontEndInput());
        kernel.Start();
        using var frontEnd = new FrontEnd(connection, "a");

        Assert.Equal("ok", frontEnd.Ask(Channel.Shell, "kernel_info_request").Text("status"));
        Assert.Equal("error", frontEnd.Ask(Channel.Shell, "complete_request", """{"code":"Con","cursor_pos":3}""").Text("status"));
        Assert.Contains("no session", frontEnd.Ask(Channel.Shell, "execute_request", """{"code":"1"}""").Text("evalue"));
        await kernel.DisposeAsync();
    }

    [Fact]
    public void A_port_that_is_taken_is_told_in_a_sentence() => Assert.Contains(
        $"cannot listen on tcp://127.0.0.1:{_connection.ShellPort}",
        Assert.Throws<IOException>(() => new KernelServer(_connection, Task.FromResult(_session), _input)).Message);
}
