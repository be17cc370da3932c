using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VaeNotebooks.Tests;

/// <summary>What a client asked for: the path, and the first byte when it asked for a range.</summary>
internal sealed record FileRequest(string Path, int? From);

/// <summary>An HTTP server on the loopback that answers raw bytes, so that it can misbehave in every way. One request per connection.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Func<FileRequest, NetworkStream, CancellationToken, Task> _answer;
    private readonly Lock _lock = new();
    private readonly List<FileRequest> _requests = [];

    public FileServer(Func<FileRequest, NetworkStream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _ = AcceptAsync();
    }

    public Uri Address { get; }

    public IReadOnlyList<FileRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>A well-behaved server of one file: ranges, lengths.</summary>
    public static FileServer Of(byte[] bytes) => new((request, stream, _) => SendFile(request, stream, bytes));

    public static FileServer Status(int status) => new((_, stream, _) => Send(stream, $"{status} Sorry", [], "Content-Length: 0"));

    public static Task SendFile(FileRequest request, Stream stream, byte[] bytes) => request.From is { } from
        ? Send(
            stream,
            "206 Partial Content",
            bytes[from..],
            $"Content-Range: bytes {from}-{bytes.Length - 1}/{bytes.Length}",
            $"Content-Length: {bytes.Length - from}")
        : Send(stream, "200 OK", bytes, $"Content-Length: {bytes.Length}");

    public static async Task Send(Stream stream, string status, byte[] body, params string[] headers)
    {
        var head = string.Join("\r\n", [$"HTTP/1.1 {status}", .. headers, "Connection: close", "", ""]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(body);
    }

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptSocketAsync(_closing.Token));
            }
            catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            using var stream = new NetworkStream(socket, ownsSocket: true);
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            var path = (await reader.ReadLineAsync())!.Split(' ')[1];
            int? from = null;
            while (await reader.ReadLineAsync() is { Length: > 0 } header)
            {
                const string range = "Range: bytes=";
                from = header.StartsWith(range, StringComparison.OrdinalIgnoreCase) ? int.Parse(header[range.Length..].TrimEnd('-')) : from;
            }

            var request = new FileRequest(path, from);
            lock (_lock)
            {
                _requests.Add(request);
            }

            await _answer(request, stream, _closing.Token);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException)
        {
            // The client has gone, or the test is over.
        }
    }
}
