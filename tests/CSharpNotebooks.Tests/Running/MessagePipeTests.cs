using System.IO.Pipes;
using System.Text.Json.Nodes;
using Xunit;

namespace CSharpNotebooks.Tests;

public sealed class MessagePipeTests
{
    public static TheoryData<string, object> Outputs => new()
    {
        { "stream", new CellOutput.Stream("stderr", "two\nlines \"quoted\" \u2028 \ud83d\ude00") },
        { "error", new CellOutput.Error("Error", "why", ["line 1", "line 2"]) },
    };

    [Theory]
    [MemberData(nameof(Outputs), DisableDiscoveryEnumeration = true)]
    public async Task What_is_sent_is_received(string kind, object output)
    {
        var received = Assert.IsType<WorkerMessage.Shown>(await SendAsync(new WorkerMessage.Shown(7, (CellOutput)output)));

        Assert.Equal(7, received.Index);
        Assert.Equivalent(output, received.Output, strict: true);
        Assert.StartsWith(kind, received.Output.GetType().Name, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Every_form_of_a_display_arrives_in_order()
    {
        var data = new JsonObject { ["application/json"] = new JsonObject { ["a"] = 1.5 }, ["text/html"] = "<b>\n</b>", ["image/png"] = new string('A', 300_000) };

        var received = Assert.IsType<WorkerMessage.Shown>(await SendAsync(new WorkerMessage.Shown(0, new CellOutput.Display(new MimeBundle(data), "id"))));

        var display = Assert.IsType<CellOutput.Display>(received.Output);
        Assert.Equal("id", display.DisplayId);
        Assert.Equal(data.ToJsonString(), display.Data.Data.ToJsonString());
    }

    [Fact]
    public async Task Json_as_deep_as_a_cell_can_show_arrives()
    {
        var data = new JsonObject { ["application/json"] = JsonNode.Parse(new string('[', 64) + new string(']', 64)) };

        var received = Assert.IsType<WorkerMessage.Shown>(await SendAsync(new WorkerMessage.Shown(0, new CellOutput.Result(new MimeBundle(data), 1))));

        Assert.Equal(data.ToJsonString(), Assert.IsType<CellOutput.Result>(received.Output).Data.Data.ToJsonString());
    }

    [Fact]
    public async Task The_end_of_the_other_side_is_null()
    {
        Assert.Null(await SendAsync(null));
    }

    private static async Task<WorkerMessage?> SendAsync(WorkerMessage? message)
    {
        var name = MessagePipe.NewName();
        await using NamedPipeServerStream server = MessagePipe.Listen(name);
        var connected = server.WaitForConnectionAsync();
        using var receiver = new MessagePipe(server);
        var sending = Task.Run(() =>
        {
            using var sender = MessagePipe.Connect(name);
            if (message is not null)
            {
                sender.Send(message);
            }
        });
        await connected;
        var received = await receiver.ReceiveAsync();
        await sending;
        return received;
    }
}
