using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class FrontEndInputTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<Thread> _askers = new();
    private readonly Recorded _recorded = new();
    private readonly FrontEndInput _input = new();
    private readonly JupyterMessage _request = Messages.Of("execute_request", """{"allow_stdin":true}""");

    [Fact]
    public async Task The_front_end_that_sent_the_cell_is_asked_and_its_answer_returned()
    {
        _input.Begin(_recorded.Conversation, _request, CancellationToken.None);
        var line = Ask("Secret: ", isSecret: true);
        var question = _recorded.NextSent();

        _input.Receive(Answer("hush", question.Header));

        Assert.Equal("hush", await line);
        Assert.Equal(("input_request", "Secret: ", true), (question.Type, question.Text("prompt"), question.Flag("password", false)));
        Assert.Equal((_request.Identities, _request.Id), (question.Identities, question.ParentId));
        Assert.Empty(_recorded.Published);
    }

    [Fact]
    public async Task A_front_end_may_name_the_cell_or_nothing_in_its_answer()
    {
        _input.Begin(_recorded.Conversation, _request, CancellationToken.None);
        foreach (var parent in new[] { _request.Header, [] })
        {
            var line = Ask();
            _recorded.NextSent();
            _input.Receive(Answer("yes", parent));
            Assert.Equal("yes", await line);
        }
    }

    [Fact]
    public async Task An_answer_to_an_earlier_question_answers_no_later_one()
    {
        using var interrupt = new CancellationTokenSource();
        _input.Begin(_recorded.Conversation, _request, interrupt.Token);
        var interrupted = Ask();
        var old = _recorded.NextSent();
        await interrupt.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => interrupted);
        _input.End();
        _input.Receive(Answer("nobody waits", old.Header));

        _input.Begin(_recorded.Conversation, Messages.Of("execute_request", """{"allow_stdin":true}"""), CancellationToken.None);
        var line = Ask();
        var question = _recorded.NextSent();
        _input.Receive(Answer("too late", old.Header));
        _input.Receive(Messages.Of("status", """{"value":"no answer at all"}"""));
        _input.Receive(Answer("in time", question.Header));

        Assert.Equal("in time", await line);
    }

    [Fact]
    public async Task Code_that_still_asks_when_its_cell_has_ended_holds_up_nobody()
    {
        _input.Begin(_recorded.Conversation, _request, CancellationToken.None);
        var (left, behind) = (Ask(), Ask());
        _recorded.NextSent();
        Assert.True(SpinWait.SpinUntil(() => _askers.Count == 2 && _askers.All(thread => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin)), Limit));

        _input.End();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left.WaitAsync(Limit, TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => behind.WaitAsync(Limit, TestContext.Current.CancellationToken));
        Assert.False(_recorded.HasSent, "the second one is not asked any more");
        Assert.Null(await Ask());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"allow_stdin":false}""")]
    [InlineData("""{"allow_stdin":"yes"}""")]
    public async Task A_front_end_that_takes_no_questions_is_asked_none(string content)
    {
        _input.Begin(_recorded.Conversation, Messages.Of("execute_request", content), CancellationToken.None);

        Assert.Null(await Ask());
        Assert.False(_recorded.HasSent);
    }

    [Fact]
    public async Task An_answer_without_a_text_is_an_empty_line()
    {
        _input.Begin(_recorded.Conversation, _request, CancellationToken.None);
        var line = Ask();
        _recorded.NextSent();

        _input.Receive(Messages.Of("input_reply", """{"value":7}"""));

        Assert.Equal("", await line);
    }

    private static JupyterMessage Answer(string value, JsonObject parent) => Messages.Of("input_reply", $$"""{"value":"{{value}}"}""", (JsonObject)parent.DeepClone());

    private Task<string?> Ask(string prompt = "", bool isSecret = false) =>
        Task.Factory.StartNew(
            () =>
            {
                _askers.Enqueue(Thread.CurrentThread);
                return _input.ReadLine(prompt, isSecret);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
