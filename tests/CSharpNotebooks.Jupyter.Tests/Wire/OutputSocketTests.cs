using System.Globalization;
using System.Net;
using System.Net.Sockets;
using NetMQ;
using NetMQ.Sockets;
using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class OutputSocketTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private readonly string _endpoint = $"tcp://127.0.0.1:{FreePort()}";

    /// <summary>The memory is counted for the whole process: what the hung front end of another test holds would be this test's too.</summary>
    public OutputSocketTests() => Assert.True(SpinWait.SpinUntil(IsMemoryFree, Limit), $"{SendMemory.Instance.Bytes} bytes of another test wait for ever");

    [Fact]
    public void What_is_published_arrives_in_order()
    {
        using var outputs = new OutputSocket(_endpoint, Messages.Codec(), Limit);
        using var subscriber = Connected(outputs);

        for (var i = 0; i < 20_000; i++)
        {
            Assert.True(outputs.Publish(Numbered(i), isOutput: i % 2 == 0));
        }

        Assert.Equal(Enumerable.Range(0, 20_000), Enumerable.Range(0, 20_000).Select(_ => Receive(subscriber).Number("number", -1)));
    }

    [Fact]
    public void A_front_end_that_takes_nothing_is_not_waited_for_twice_nor_does_it_fill_the_memory()
    {
        using var outputs = new OutputSocket(_endpoint, Messages.Codec(), TimeSpan.FromMilliseconds(50));
        using var subscriber = Connected(outputs, receiveHighWatermark: 1);
        var picture = new string('x', 4 << 20);

        var taken = Enumerable.Range(0, 60).Count(i => outputs.Publish(Numbered(i, picture), isOutput: true));

        // 64 MB wait here, and some more is already on its way.
        Assert.InRange(taken, 15, 45);
        Assert.InRange(SendMemory.Instance.Bytes, 1, OutputSocket.Capacity + (8 << 20));
        Assert.True(outputs.Publish(Numbered(-1), isOutput: false), "a state is not lost");
    }

    [Fact]
    public void A_front_end_that_was_only_slow_gets_everything_that_was_taken()
    {
        using var outputs = new OutputSocket(_endpoint, Messages.Codec(), TimeSpan.FromMilliseconds(50));
        using var subscriber = Connected(outputs, receiveHighWatermark: 1);
        var picture = new string('x', 4 << 20);
        var taken = Enumerable.Range(0, 40).Where(i => outputs.Publish(Numbered(i, picture), isOutput: true)).ToArray();

        var received = taken.Select(_ => Receive(subscriber).Number("number", -1)).ToArray();

        Assert.Equal(taken, received);
        Assert.True(SpinWait.SpinUntil(IsMemoryFree, Limit));
        Assert.True(outputs.Publish(Numbered(99, picture), isOutput: true), "there is room again");
        Assert.Equal(99, Receive(subscriber).Number("number", -1));
    }

    [Fact]
    public void Nobody_is_there_and_nothing_waits()
    {
        using var outputs = new OutputSocket(_endpoint, Messages.Codec(), TimeSpan.Zero);
        var picture = new string('x', 32 << 20);

        Assert.All(Enumerable.Range(0, 8), i => Assert.True(
            outputs.Publish(Numbered(i, picture), isOutput: true) || SpinWait.SpinUntil(IsMemoryFree, Limit)));
    }

    [Fact]
    public async Task A_port_that_another_program_only_tries_is_waited_for()
    {
        using var other = new TcpListener(IPAddress.Loopback, new Uri(_endpoint).Port);
        other.Start();

        var opening = Task.Run(() => new OutputSocket(_endpoint, Messages.Codec(), Limit));
        await Task.Delay(100);
        Assert.False(opening.IsCompleted);
        other.Stop();

        using var outputs = await opening;
    }

    [Fact]
    public void A_port_that_is_taken_is_told_in_a_sentence()
    {
        using var first = new OutputSocket(_endpoint, Messages.Codec(), Limit);

        var message = Assert.Throws<IOException>(() => new OutputSocket(_endpoint, Messages.Codec(), Limit)).Message;

        Assert.StartsWith($"The kernel cannot listen on {_endpoint}: ", message);
    }

    [Fact]
    public void After_its_end_it_says_that_nothing_is_sent()
    {
        var outputs = new OutputSocket(_endpoint, Messages.Codec(), Limit);
        outputs.Dispose();

        Assert.False(outputs.Publish(Numbered(1), isOutput: true));
    }

    /// <summary>But for what sockets keep for themselves, such as the five bytes of a greeting.</summary>
    private static bool IsMemoryFree()
    {
        SendMemory.FindForgotten();
        return SendMemory.Instance.Bytes < 1024;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static JupyterMessage Numbered(int number, string text = "") => JupyterMessage.Create(
        ["topic"u8.ToArray()], "stream", null, new() { ["number"] = number, ["text"] = text });

    /// <summary>A subscriber that has certainly joined: what is published before that is not for it.</summary>
    private SubscriberSocket Connected(OutputSocket outputs, int receiveHighWatermark = 0)
    {
        var subscriber = new SubscriberSocket();
        subscriber.Options.ReceiveHighWatermark = receiveHighWatermark;
        subscriber.Options.Linger = TimeSpan.Zero;
        subscriber.Connect(_endpoint);
        subscriber.SubscribeToAnyTopic();
        NetMQMessage? first = null;
        Assert.True(SpinWait.SpinUntil(() => outputs.Publish(Numbered(-2), isOutput: false) && subscriber.TryReceiveMultipartMessage(ref first), Limit));
        outputs.Publish(Numbered(-3), isOutput: false);
        while (Receive(subscriber).Number("number", -1) != -3)
        {
            // The rest of the knocking.
        }

        return subscriber;
    }

    private static JupyterMessage Receive(SubscriberSocket subscriber)
    {
        NetMQMessage? message = null;
        Assert.True(subscriber.TryReceiveMultipartMessage(Limit, ref message), string.Create(CultureInfo.InvariantCulture, $"nothing came in {Limit}"));
        return Messages.Codec().Decode([.. message!.Select(frame => frame.ToByteArray())])!;
    }
}
