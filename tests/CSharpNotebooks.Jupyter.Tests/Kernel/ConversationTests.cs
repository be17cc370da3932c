using System.Text.Json.Nodes;
using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class ConversationTests
{
    private readonly Recorded _recorded = new();
    private readonly JupyterMessage _cell = Messages.Of("execute_request", "{}");
    private readonly JupyterMessage _question = Messages.Of("kernel_info_request", "{}");

    [Fact]
    public void A_question_beside_a_running_cell_ends_with_that_cell_busy_again()
    {
        _recorded.Conversation.BeginCell(_cell);
        _recorded.Conversation.Busy(_question);
        _recorded.Conversation.Idle(_question);
        _recorded.Conversation.EndCell(_cell);

        Assert.Equal(["status: busy", "status: busy", "status: idle", "status: busy", "status: idle"], _recorded.Shown);
        Assert.Equal([_cell.Id, _question.Id, _question.Id, _cell.Id, _cell.Id], _recorded.Published.Select(message => message.ParentId));
    }

    [Fact]
    public void What_was_lost_is_told_as_soon_as_there_is_room()
    {
        _recorded.HasRoom = false;
        Show("1");
        Show("2");
        _recorded.HasRoom = true;
        Show("3");
        Show("4");

        Assert.Equal(["stream: (2 outputs are missing here: a connected front end did not take them in time.)\n", "stream: 3", "stream: 4"], _recorded.Shown);
    }

    [Fact]
    public void What_JSON_has_no_words_for_is_told_in_its_place()
    {
        _recorded.Conversation.Show(_cell, "display_data", new() { ["data"] = new JsonObject { ["application/json"] = double.NaN } });
        _recorded.Conversation.Show(_cell, "display_data", new() { ["data"] = JsonNode.Parse("""{"application/json":"\ud83e"}""") });
        Show("next");

        Assert.All(_recorded.Shown[..2], text => Assert.StartsWith("stream: An output is missing here, because it cannot be written as JSON: ", text));
        Assert.Equal("stream: next", _recorded.Shown[2]);
    }

    [Fact]
    public void A_reply_that_cannot_be_written_is_an_error_and_still_a_reply()
    {
        _recorded.Conversation.Reply(new(Channel.Shell, _question, DateTimeOffset.UtcNow), "some_reply", new() { ["value"] = double.PositiveInfinity });

        var reply = _recorded.NextSent();
        Assert.Equal(("some_reply", "error", _question.Id), (reply.Type, reply.Text("status"), reply.ParentId));
    }

    private void Show(string text) => _recorded.Conversation.Show(_cell, "stream", new() { ["text"] = text });
}
