using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

/// <summary>Cells of a real session, without sockets.</summary>
public sealed class ExecutionQueueTests : IAsyncDisposable
{
    private readonly Recorded _recorded = new();
    private readonly FrontEndInput _input = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CSharpSession _session;
    private readonly ExecutionQueue _queue;
    private readonly DateTimeOffset _now = DateTimeOffset.UtcNow;
    private Task _running = Task.CompletedTask;

    public ExecutionQueueTests()
    {
        _session = new CSharpSession(new SessionOptions { Input = _input });
        _queue = Queue(Task.FromResult(_session));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ContinueWith(_ => { }, TaskScheduler.Default);
        await _session.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public void Cells_that_waited_when_one_failed_are_not_run_and_later_ones_are()
    {
        Start(_queue, """{"code":"throw new Exception(\"stop\");"}""", """{"code":"Console.Write(1);"}""", """{"code":"Console.Write(2);"}""");

        Assert.Equal(["error", "aborted", "aborted"], Statuses(3));
        _queue.Add(Request("""{"code":"Console.Write(3);"}""", DateTimeOffset.UtcNow.AddDays(1)));
        Assert.Equal(["ok"], Statuses(1));
        Assert.Equal(["stream: 3"], _recorded.Shown.Where(text => text.StartsWith("stream", StringComparison.Ordinal)));
    }

    [Fact]
    public void One_that_was_sent_before_the_failure_and_came_just_after_it_is_not_run_either()
    {
        Start(_queue, """{"code":"throw new Exception(\"stop\");"}""");
        Assert.Equal(["error"], Statuses(1));

        var early = Request("""{"code":"1"}""", DateTimeOffset.UtcNow);
        early.Message.Header["date"] = _now.AddDays(-1).ToString("O");
        _queue.Add(early);

        Assert.Equal(["aborted"], Statuses(1));
    }

    [Fact]
    public void A_front_end_can_ask_to_go_on_after_an_error()
    {
        Start(_queue, """{"code":"throw new Exception();","stop_on_error":false}""", """{"code":"1"}""");

        Assert.Equal(["error", "ok"], Statuses(2));
    }

    [Fact]
    public void Each_cell_is_busy_then_idle_and_its_outputs_between()
    {
        Start(_queue, """{"code":"Console.Write(1); 2"}""", """{"code":"oops"}""");

        Assert.Equal(["ok", "error"], Statuses(2));
        Assert.True(SpinWait.SpinUntil(() => _recorded.Shown.Count(text => text == "status: idle") == 2, TimeSpan.FromSeconds(60)));
        Assert.Equal(["status: busy", "execute_input: Console.Write(1); 2", "stream: 1"], _recorded.Shown[..3]);
        Assert.StartsWith("execute_result: ", _recorded.Shown[3]);
        Assert.Equal(["status: idle", "status: busy", "execute_input: oops", "error: compilation error", "status: idle"], _recorded.Shown[4..]);
    }

    [Fact]
    public void Rubbish_in_a_request_is_an_empty_cell()
    {
        Start(_queue, """{"code":5,"silent":"?","store_history":[],"user_expressions":[1],"stop_on_error":"no"}""", """{"code":"1","user_expressions":{"a":null,"b":{},"c":"40 + 2"}}""");

        Assert.Equal("ok", _recorded.NextSent().Text("status"));
        var reply = _recorded.NextSent();
        Assert.Equal(("ok", "error"), (reply.Text("status"), (string?)reply.Content["user_expressions"]!["b"]!["status"]));
        Assert.Equal("42", (string?)reply.Content["user_expressions"]!["c"]!["data"]!["text/plain"]);
    }

    [Fact]
    public void An_output_that_cannot_be_written_ends_neither_its_cell_nor_the_kernel()
    {
        Start(_queue, """{"code":"\"\\\"\\\\ud83e\\\"\".DisplayAs(\"application/json\"); Console.Write(1);","stop_on_error":false}""", """{"code":"Console.Write(2);"}""");

        _recorded.NextSent();
        Assert.Equal(["ok"], Statuses(1));
        Assert.Equal(["stream: 1", "stream: 2"], _recorded.Shown.Where(text => text is "stream: 1" or "stream: 2"));
    }

    [Fact]
    public void Without_a_session_each_cell_fails_with_the_reason()
    {
        var queue = Queue(Task.FromException<CSharpSession>(new DllNotFoundException("no libtorch here")));
        Start(queue, """{"code":"1","stop_on_error":false}""", """{"code":"2","user_expressions":{"a":"1"}}""");

        var replies = new[] { _recorded.NextSent(), _recorded.NextSent() };

        Assert.All(replies, reply => Assert.Equal(("error", true), (reply.Text("status"), reply.Text("evalue")!.Contains("no libtorch here"))));
        Assert.Equal(2, _recorded.Shown.Count(text => text.StartsWith("error: System.DllNotFoundException", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_interrupt_stops_the_cell_that_runs_and_no_other()
    {
        _queue.Interrupt();
        Start(_queue, """{"code":"input(\"?\")","allow_stdin":true}""");
        Assert.Equal("input_request", _recorded.NextSent().Type);

        _queue.Interrupt();
        var reply = _recorded.NextSent();
        _queue.Interrupt();

        Assert.Contains("interrupted", reply.Text("evalue"));
        _queue.Add(Request("""{"code":"1"}""", DateTimeOffset.UtcNow.AddDays(1)));
        Assert.Equal(["ok"], Statuses(1));
    }

    private ExecutionQueue Queue(Task<CSharpSession> session) =>
        new(session, _recorded.Conversation, _input, new PageScripts([]), new History(), new AssistanceRequests(session));

    /// <summary>All these have arrived before the first of them runs.</summary>
    private void Start(ExecutionQueue queue, params string[] contents)
    {
        Array.ForEach(contents, content => queue.Add(Request(content, _now)));
        _running = Task.Run(() => queue.RunAsync(_stop.Token));
    }

    private static Request Request(string content, DateTimeOffset arrived) => new(Channel.Shell, Messages.Of("execute_request", content), arrived);

    private string?[] Statuses(int count) => [.. Enumerable.Range(0, count).Select(_ => _recorded.NextSent().Text("status"))];
}
