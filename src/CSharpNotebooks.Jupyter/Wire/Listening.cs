using System.Diagnostics;
using NetMQ;

namespace CSharpNotebooks.Jupyter;

/// <summary>Binds sockets, and says what is wrong with a place that cannot be had.</summary>
internal static class Listening
{
    /// <summary>A front end looks for free ports and lets go of them before its kernel takes them, so another program that looks may hold one for a
    /// moment.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <exception cref="IOException">The port stays taken, or the address is not one of this machine.</exception>
    public static void Listen(this NetMQSocket socket, string endpoint)
    {
        try
        {
            BindInTime(socket, endpoint);
        }
        catch (NetMQException e)
        {
            socket.Dispose();
            throw new IOException($"The kernel cannot listen on {endpoint}: {e.Message} Start it again with other ports, or with an address of this machine.", e);
        }
    }

    private static void BindInTime(NetMQSocket socket, string endpoint)
    {
        for (var waited = Stopwatch.StartNew(); ; Thread.Sleep(20))
        {
            try
            {
                socket.Bind(endpoint);
                return;
            }
            catch (AddressAlreadyInUseException) when (waited.Elapsed < Patience)
            {
                // Tried again.
            }
        }
    }
}
