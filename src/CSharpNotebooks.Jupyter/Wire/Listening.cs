using NetMQ;

namespace CSharpNotebooks.Jupyter;

/// <summary>Binds sockets, and says what is wrong with a place that cannot be had.</summary>
internal static class Listening
{
    /// <exception cref="IOException">The port is taken, or the address is not one of this machine.</exception>
    public static void Listen(this NetMQSocket socket, string endpoint)
    {
        try
        {
            socket.Bind(endpoint);
        }
        catch (NetMQException e)
        {
            socket.Dispose();
            throw new IOException($"The kernel cannot listen on {endpoint}: {e.Message} Start it again with other ports, or with an address of this machine.", e);
        }
    }
}
