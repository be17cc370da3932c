using System.Diagnostics;
using System.IO.Pipes;

namespace CSharpNotebooks;

/// <summary>A worker process and the conversation with it. Disposing it leaves no process behind.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromMinutes(1);
    private readonly Process _process;
    private readonly NamedPipeServerStream _server;
    private readonly OutputExcerpt _excerpt = new();
    private readonly Task _following;

    private WorkerProcess(Process process, NamedPipeServerStream server)
    {
        _process = process;
        _server = server;
        Messages = new(server);
        // Own readers, not BeginErrorReadLine: with that, waiting for the exit also waits for whoever inherited the stream.
        _following = Task.WhenAll(_excerpt.FollowAsync(process.StandardOutput), _excerpt.FollowAsync(process.StandardError));
    }

    public MessagePipe Messages { get; }

    public string Excerpt => _excerpt.ToString();

    public static WorkerProcess Start(NotebookRunnerOptions options)
    {
        var name = MessagePipe.NewName();
        var server = MessagePipe.Listen(name);
        try
        {
            var process = Process.Start(StartInfo(options, name))!;
            process.StandardInput.Close();
            return new(process, server);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public int Id => _process.Id;

    /// <summary>Whether the process is there.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>Whether the worker answered; false when it died before it could.</summary>
    public async Task<bool> ConnectAsync(CancellationToken cancellation)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        giveUp.CancelAfter(ConnectTimeout);
        var connected = _server.WaitForConnectionAsync(giveUp.Token);
        await Task.WhenAny(connected, _process.WaitForExitAsync(giveUp.Token));
        if (!connected.IsCompletedSuccessfully)
        {
            await giveUp.CancelAsync();
        }

        await connected.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return connected.IsCompletedSuccessfully;
    }

    /// <summary>Ends the worker and everything it started, at once.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or AggregateException or System.ComponentModel.Win32Exception)
        {
            // It has gone already, which is what was wanted.
        }
    }

    /// <summary>Waits for the exit, kills after <paramref name="grace"/>, and gives the exit code.</summary>
    public async Task<int> ExitAsync(TimeSpan grace)
    {
        var exit = _process.WaitForExitAsync();
        await Task.WhenAny(exit, Task.Delay(grace));
        if (!exit.IsCompleted)
        {
            Kill();
        }

        await exit;
        await Task.WhenAny(_following, Task.Delay(TimeSpan.FromSeconds(1)));
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _process.WaitForExitAsync();
        Messages.Dispose();
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(NotebookRunnerOptions options, string pipeName)
    {
        var info = new ProcessStartInfo(options.Worker.FileName, [.. options.Worker.Arguments, pipeName])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in options.Environment)
        {
            info.Environment[key] = value;
        }

        return info;
    }
}
