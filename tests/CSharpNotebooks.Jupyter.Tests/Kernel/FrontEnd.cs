using NetMQ;
using NetMQ.Sockets;
using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

/// <summary>A front end at the sockets of a kernel.</summary>
internal sealed class FrontEnd : IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly MessageCodec _sender;
    private readonly MessageCodec _receiver;
    private readonly Dictionary<Channel, DealerSocket> _channels;
    private readonly SubscriberSocket _outputs = new();

    public FrontEnd(ConnectionInfo connection, string name)
    {
        (_sender, _receiver) = (new(new(connection.Key)), new(new(connection.Key)));
        _channels = new()
        {
            [Channel.Shell] = Connect(connection.Endpoint(connection.ShellPort), name),
            [Channel.Control] = Connect(connection.Endpoint(connection.ControlPort), name),
            [Channel.Stdin] = Connect(connection.Endpoint(connection.StdinPort), name),
        };
        _outputs.Options.Linger = TimeSpan.Zero;
        _outputs.Connect(connection.Endpoint(connection.IopubPort));
        _outputs.SubscribeToAnyTopic();
        WaitForOutputs();
    }

    public JupyterMessage Send(Channel channel, string type, string content = "{}")
    {
        var message = Messages.Of(type, content) with { Identities = [] };
        _channels[channel].SendMultipartMessage(new NetMQMessage(_sender.Encode(message)));
        return message;
    }

    public void SendFrames(Channel channel, params byte[][] frames) => _channels[channel].SendMultipartMessage(new NetMQMessage(frames));

    public JupyterMessage Receive(Channel channel)
    {
        NetMQMessage? message = null;
        Assert.True(_channels[channel].TryReceiveMultipartMessage(Limit, ref message), $"nothing came on {channel} in {Limit}");
        return Decode(message!);
    }

    /// <summary>Asks and gives the reply.</summary>
    public JupyterMessage Ask(Channel channel, string type, string content = "{}")
    {
        var request = Send(channel, type, content);
        var reply = Receive(channel);
        Assert.Equal((request.Id, type.Replace("_request", "_reply", StringComparison.Ordinal)), (reply.ParentId, reply.Type));
        return reply;
    }

    public bool HasMore(Channel channel) => _channels[channel].HasIn;

    /// <summary>Everything that is published up to the message that is looked for.</summary>
    public List<JupyterMessage> PublishedUntil(Func<JupyterMessage, bool> isLast)
    {
        var seen = new List<JupyterMessage>();
        while (seen.Count == 0 || !isLast(seen[^1]))
        {
            NetMQMessage? message = null;
            Assert.True(_outputs.TryReceiveMultipartMessage(Limit, ref message), $"nothing was published in {Limit}; seen: {string.Join(", ", seen.Select(m => m.Type))}");
            seen.Add(Decode(message!));
        }

        return seen;
    }

    public List<JupyterMessage> PublishedUntilIdle(JupyterMessage request) =>
        [.. PublishedUntil(message => message.ParentId == request.Id && message.Text("execution_state") == "idle").Where(message => message.ParentId == request.Id)];

    public void Dispose()
    {
        Array.ForEach([.. _channels.Values], socket => socket.Dispose());
        _outputs.Dispose();
    }

    private static DealerSocket Connect(string endpoint, string name)
    {
        var socket = new DealerSocket();
        socket.Options.Identity = System.Text.Encoding.UTF8.GetBytes(name);
        socket.Options.Linger = TimeSpan.Zero;
        socket.Connect(endpoint);
        return socket;
    }

    private JupyterMessage Decode(NetMQMessage message) => _receiver.Decode([.. message.Select(frame => frame.ToByteArray())])!;

    /// <summary>What is published before a subscription has arrived is not heard, so it knocks until it hears itself.</summary>
    private void WaitForOutputs()
    {
        NetMQMessage? heard = null;
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                Ask(Channel.Control, "comm_info_request");
                return _outputs.TryReceiveMultipartMessage(TimeSpan.FromMilliseconds(50), ref heard);
            },
            Limit));
        var last = Send(Channel.Control, "comm_info_request");
        Receive(Channel.Control);
        PublishedUntilIdle(last);
    }
}
