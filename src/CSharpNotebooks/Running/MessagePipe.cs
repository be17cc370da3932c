using System.IO.Pipes;
using System.Text;
using System.Text.Json;

namespace CSharpNotebooks;

/// <summary>
/// Messages over a named pipe, one JSON object per line. A pipe of its own, not stdout, so that nothing a notebook or a native library prints
/// can break the conversation; and a named one, because inherited handles would leak between children that are started at the same time.
/// </summary>
internal sealed class MessagePipe(PipeStream pipe) : IDisposable
{
    private static readonly JsonSerializerOptions Format = new() { MaxDepth = NotebookReader.MaximumDepth };
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly StreamReader _reader = new(pipe, Utf8, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16, leaveOpen: true);
    private readonly Lock _writing = new();

    /// <summary>Unix sockets allow about 100 characters with the temporary folder in front: the name is short.</summary>
    public static string NewName() => "cn-" + Guid.NewGuid().ToString("N")[..16];

    public static NamedPipeServerStream Listen(string name) =>
        new(name, PipeDirection.InOut, maxNumberOfServerInstances: 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);

    /// <summary>The other side listens before it starts this process: who has to wait for it waits for the dead.</summary>
    /// <exception cref="TimeoutException">Nobody listens there.</exception>
    public static MessagePipe Connect(string name)
    {
        var client = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        client.Connect(ConnectTimeout);
        return new(client);
    }

    /// <summary>Writes at once and completely: what was sent survives the death of this process.</summary>
    public void Send(WorkerMessage message)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(message, Format);
        lock (_writing)
        {
            pipe.Write([.. line, (byte)'\n']);
            pipe.Flush();
        }
    }

    /// <summary>The next message, or null when the other side has gone.</summary>
    public WorkerMessage? Receive()
    {
        try
        {
            return Parse(_reader.ReadLine());
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>As <see cref="Receive"/>, without holding a thread.</summary>
    public async Task<WorkerMessage?> ReceiveAsync()
    {
        try
        {
            return Parse(await _reader.ReadLineAsync());
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        pipe.Dispose();
    }

    // A last line without an end is a message cut off by the death of its sender.
    private static WorkerMessage? Parse(string? line)
    {
        try
        {
            return line is null ? null : JsonSerializer.Deserialize<WorkerMessage>(line, Format);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
