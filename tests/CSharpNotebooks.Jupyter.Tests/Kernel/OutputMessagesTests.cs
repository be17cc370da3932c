using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class OutputMessagesTests
{
    private readonly MimeBundle _bundle = new(new() { ["text/plain"] = "1" }, new() { ["isolated"] = true });

    [Fact]
    public void Each_kind_of_output_has_its_message()
    {
        Check("stream", """{"name":"stderr","text":"x"}""", new CellOutput.Stream("stderr", "x"));
        Check("display_data", """{"data":{"text/plain":"1"},"metadata":{"isolated":true},"transient":{"display_id":"id"}}""", new CellOutput.Display(_bundle, "id"));
        Check("display_data", """{"data":{"text/plain":"1"},"metadata":{},"transient":{}}""", new CellOutput.Display(_bundle with { Metadata = null }));
        Check("update_display_data", """{"data":{"text/plain":"1"},"metadata":{"isolated":true},"transient":{"display_id":"id"}}""", new CellOutput.Update(_bundle, "id"));
        Check("execute_result", """{"data":{"text/plain":"1"},"metadata":{"isolated":true},"transient":{},"execution_count":7}""", new CellOutput.Result(_bundle, 7));
        Check("error", """{"ename":"Error","evalue":"why","traceback":["a","b"]}""", new CellOutput.Error("Error", "why", ["a", "b"]));
    }

    [Fact]
    public void The_message_does_not_change_with_the_output()
    {
        var (_, content) = OutputMessages.Of(new CellOutput.Display(_bundle));
        _bundle.Data["text/plain"] = "2";

        Assert.Equal("1", (string?)content["data"]!["text/plain"]);
    }

    [Fact]
    public void Half_a_character_and_NUL_arrive_as_texts()
    {
        var (_, content) = OutputMessages.Of(new CellOutput.Stream("stdout", "a\ud83e\0b"));
        var received = Messages.Codec().Decode(Messages.Codec().Encode(Messages.Of("stream", "{}") with { Content = content }))!;

        Assert.Equal("a\ufffd\0b", received.Text("text"));
    }

    private static void Check(string type, string content, CellOutput output)
    {
        var message = OutputMessages.Of(output);
        Assert.Equal((type, content), (message.Type, message.Content.ToJsonString()));
    }
}
