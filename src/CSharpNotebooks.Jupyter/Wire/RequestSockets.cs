using NetMQ;
using NetMQ.Sockets;

namespace CSharpNotebooks.Jupyter;

/// <summary>The channels on which a front end asks and the kernel answers.</summary>
internal enum Channel
{
    /// <summary>Requests that wait for their turn.</summary>
    Shell,

    /// <summary>Requests that must not wait: interrupt, shutdown.</summary>
    Control,

    /// <summary>The kernel asks here, and the front end answers.</summary>
    Stdin,
}

/// <summary>
/// Shell, control, stdin and heartbeat. One thread owns the four sockets; it verifies what arrives and hands it on, and sends what other threads queue. Nothing
/// on it waits, so an interrupt is heard whatever a cell does.
/// </summary>
internal sealed class RequestSockets : IDisposable
{
    /// <summary>No request is larger; who sends more without the key is cut off.</summary>
    private const long LargestRequest = 256L << 20;

    private readonly MessageCodec _codec;
    private readonly Action<Channel, JupyterMessage> _receive;
    private readonly Dictionary<Channel, RouterSocket> _routers;
    private readonly RouterSocket _heartbeat;
    private readonly NetMQQueue<Action> _outgoing = new();
    private readonly NetMQPoller _poller;

    /// <summary>Binds the sockets; messages arrive from <see cref="Start"/> on.</summary>
    /// <exception cref="IOException">A port is taken.</exception>
    public RequestSockets(ConnectionInfo connection, MessageCodec codec, Action<Channel, JupyterMessage> receive)
    {
        (_codec, _receive) = (codec, receive);
        _routers = new()
        {
            [Channel.Shell] = Bind(connection.Endpoint(connection.ShellPort)),
            [Channel.Control] = Bind(connection.Endpoint(connection.ControlPort)),
            [Channel.Stdin] = Bind(connection.Endpoint(connection.StdinPort)),
        };
        _heartbeat = Bind(connection.Endpoint(connection.HeartbeatPort));
        _poller = [_heartbeat, _outgoing, .. _routers.Values];
        foreach (var (channel, router) in _routers)
        {
            router.ReceiveReady += (_, _) => Receive(channel, router);
        }

        _heartbeat.ReceiveReady += (_, _) => _heartbeat.TrySendMultipartMessage(_heartbeat.ReceiveMultipartMessage());
        _outgoing.ReceiveReady += (_, _) => SendQueued();
    }

    public void Start() => _poller.RunAsync("Jupyter requests", isBackgroundThread: true);

    /// <summary>Sends to the front end that the message's identities name; it is dropped when that one has gone.</summary>
    public void Send(Channel channel, JupyterMessage message)
    {
        var frames = _codec.Encode(message);
        _outgoing.Enqueue(() => _routers[channel].TrySendMultipartMessage(new NetMQMessage(frames)));
    }

    /// <summary>Sends what is queued, then closes the sockets.</summary>
    public void Dispose()
    {
        if (_poller.IsRunning)
        {
            var sent = new TaskCompletionSource();
            _outgoing.Enqueue(sent.SetResult);
            sent.Task.Wait(TimeSpan.FromSeconds(1));
            _poller.Stop();
        }

        _poller.Dispose();
        Array.ForEach([.. _routers.Values, _heartbeat], socket => socket.Dispose());
    }

    private static RouterSocket Bind(string endpoint)
    {
        var socket = new RouterSocket();
        socket.Options.Linger = TimeSpan.FromSeconds(1);
        socket.Options.MaxMsgSize = LargestRequest;
        socket.Listen(endpoint);
        return socket;
    }

    private void Receive(Channel channel, RouterSocket router)
    {
        var frames = router.ReceiveMultipartMessage().Select(frame => frame.ToByteArray()).ToArray();
        if (_codec.Decode(frames) is { } message)
        {
            _receive(channel, message);
        }
    }

    private void SendQueued()
    {
        while (_outgoing.TryDequeue(out var send, TimeSpan.Zero))
        {
            send();
        }
    }
}
