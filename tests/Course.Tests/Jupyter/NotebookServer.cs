using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Course.Tests.Jupyter;

/// <summary>A real notebook server on a copy of the course's notebooks.</summary>
internal sealed class NotebookServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private readonly Task _output;
    private readonly JsonNode _address;

    private NotebookServer(DirectoryInfo folder, Process process, JsonNode address)
    {
        (_folder, _process, _address) = (folder, process, address);
        // Nobody reads the log, but a full pipe would stop the server.
        _output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    public static async Task<NotebookServer> StartAsync(JupyterInstallation jupyter)
    {
        var folder = Directory.CreateTempSubdirectory("vae-notebook-server-");
        foreach (var file in Directory.GetFiles(Path.Combine(Places.CourseRoot, "notebooks")))
        {
            File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
        }

        var process = jupyter.Start(
            folder.FullName, "-m", "notebook", "--no-browser", "--allow-root", $"--port={FreePort()}", "--ip=127.0.0.1", $"--notebook-dir={folder.FullName}");
        return new(folder, process, await AddressAsync(jupyter, process));
    }

    public Uri Page(string notebook) => new($"{_address["url"]}notebooks/{notebook}?token={_address["token"]}");

    public string FileOf(string notebook) => Path.Combine(_folder.FullName, notebook);

    /// <summary>Changes parameters in the copy of a notebook, as a reader does who has little time.</summary>
    public void SetParameters(string notebook, params (string Name, string Value)[] parameters)
    {
        var text = File.ReadAllText(FileOf(notebook));
        foreach (var (name, value) in parameters)
        {
            var changed = Regex.Replace(text, $@"(\bint {name} = )[\d_]+;", $"${{1}}{value};");
            Assert.NotEqual(text, changed);
            text = changed;
        }

        File.WriteAllText(FileOf(notebook), text);
    }

    public async ValueTask DisposeAsync()
    {
        using (var terminate = Process.Start("kill", [_process.Id.ToString()]))
        {
            await terminate.WaitForExitAsync();
        }

        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(20)));
        _process.Kill(entireProcessTree: true);
        await _output;
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // The server writes its address and its token for other programs of its user.
    private static async Task<JsonNode> AddressAsync(JupyterInstallation jupyter, Process process)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(1); await Task.Delay(50))
        {
            var files = Directory.Exists(jupyter.Folder("runtime")) ? Directory.GetFiles(jupyter.Folder("runtime"), $"nbserver-{process.Id}.json") : [];
            if (files is [var file] && TryParse(await File.ReadAllTextAsync(file)) is { } address)
            {
                return address;
            }

            Assert.False(process.HasExited, "The notebook server ended at once.");
        }

        throw new TimeoutException("The notebook server did not start within a minute.");
    }

    private static JsonNode? TryParse(string text) => text.TrimEnd().EndsWith('}') ? JsonNode.Parse(text) : null;
}
