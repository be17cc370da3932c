namespace CSharpNotebooks.Jupyter;

/// <summary>Where a kernel and its front ends meet: five TCP ports, and the key that both sign with.</summary>
internal sealed record ConnectionInfo(string Ip, int ShellPort, int ControlPort, int StdinPort, int IopubPort, int HeartbeatPort, string Key)
{
    /// <summary>The kernel listens here unless the front end asks for another address: nobody outside this machine reaches it.</summary>
    public const string Loopback = "127.0.0.1";

    public string Endpoint(int port) => $"tcp://{Ip}:{port}";
}
