using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BookTests;

/// <summary>
/// A headless Chromium with one tab, driven over the DevTools protocol. It notes what a reader of a book must never get: console errors, uncaught
/// exceptions, violations of the page's policy, dialogs, navigations that the page began, and requests that leave the file system.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly string[] Switches =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--remote-debugging-port=0", "about:blank",
    ];

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly List<string> _complaints = [];
    private readonly List<string> _requests = [];
    private int _lastId;

    private Chromium(Process process, string profile) => (_process, _profile) = (process, profile);

    /// <summary>Where Chromium is installed, or null.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>Errors of the pages since the browser was started, in words.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>The addresses that the pages asked for.</summary>
    public IReadOnlyList<string> Requests => _requests;

    public static async Task<Chromium> StartAsync(string path)
    {
        var profile = Directory.CreateTempSubdirectory("book-chromium-").FullName;
        var start = new ProcessStartInfo(path) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in Switches.Prepend("--user-data-dir=" + profile)) start.ArgumentList.Add(argument);
        var browser = new Chromium(Process.Start(start)!, profile);
        await browser.ConnectAsync();
        return browser;
    }

    /// <summary>Opens a file as a page and waits until it is loaded.</summary>
    public Task OpenAsync(string file) => OpenAsync(new Uri(System.IO.Path.GetFullPath(file)));

    /// <summary>Opens a page and waits until it is loaded.</summary>
    public async Task OpenAsync(Uri address)
    {
        await SendAsync("Page.navigate", new JsonObject { ["url"] = address.AbsoluteUri });
        await WaitAsync("document.readyState === 'complete'");
    }

    /// <summary>Clicks at a place of the view, in pixels from its top left corner.</summary>
    public async Task ClickAsync(double x, double y)
    {
        foreach (var type in new[] { "mouseMoved", "mousePressed", "mouseReleased" })
        {
            await SendAsync("Input.dispatchMouseEvent", new JsonObject
            {
                ["type"] = type,
                ["x"] = x,
                ["y"] = y,
                ["button"] = "left",
                ["clickCount"] = 1,
            });
        }
    }

    /// <summary>The value of an expression in the page; promises are awaited.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await SendAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["awaitPromise"] = true, ["returnByValue"] = true });
        return answer["exceptionDetails"] is { } error
            ? throw new InvalidOperationException($"The page threw on {expression}: {error.ToJsonString()}")
            : answer["result"]?["value"];
    }

    /// <summary>Waits until an expression in the page is true.</summary>
    public async Task WaitAsync(string condition, int seconds = 30)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed.TotalSeconds < seconds; await Task.Delay(50))
        {
            if ((await EvaluateAsync(condition))?.GetValue<bool>() == true) return;
        }
        throw new TimeoutException($"Not within {seconds} seconds: {condition}");
    }

    /// <summary>Takes the pages' Content-Security-Policy away, to see what holds without it. For pages that are opened from now on.</summary>
    public Task IgnorePolicyAsync() => SendAsync("Page.setBypassCSP", new JsonObject { ["enabled"] = true });

    public Task SetSizeAsync(int width, int height, bool isPhone) => SendAsync("Emulation.setDeviceMetricsOverride", new JsonObject
    {
        ["width"] = width,
        ["height"] = height,
        ["deviceScaleFactor"] = 1,
        ["mobile"] = isPhone,
    });

    public Task PreferColoursAsync(string scheme) => SendAsync("Emulation.setEmulatedMedia", new JsonObject
    {
        ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = scheme }),
    });

    /// <summary>A picture of the page as PNG: of what is in view, or from top to bottom.</summary>
    public async Task<byte[]> PictureAsync(bool wholePage = false)
    {
        var answer = await SendAsync("Page.captureScreenshot", new JsonObject { ["format"] = "png", ["captureBeyondViewport"] = wholePage });
        return Convert.FromBase64String(answer["data"]!.GetValue<string>());
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        try { Directory.Delete(_profile, recursive: true); }
        catch (IOException) { /* a helper process of the browser may still be writing its last file */ }
    }

    private async Task ConnectAsync()
    {
        using var http = new HttpClient();
        var targets = await http.GetFromJsonAsync<JsonArray>($"http://127.0.0.1:{await PortAsync()}/json/list");
        var page = targets!.First(target => target!["type"]!.GetValue<string>() == "page")!["webSocketDebuggerUrl"]!.GetValue<string>();
        await _socket.ConnectAsync(new Uri(page), CancellationToken.None);
        foreach (var domain in new[] { "Page", "Runtime", "Log", "Network" }) await SendAsync(domain + ".enable", []);
    }

    // The browser writes the port that it chose into its profile when it listens.
    private async Task<string> PortAsync()
    {
        var file = System.IO.Path.Combine(_profile, "DevToolsActivePort");
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (File.Exists(file) && await File.ReadAllLinesAsync(file) is [var port, ..]) return port;
            if (_process.HasExited) throw new InvalidOperationException("Chromium ended at once: " + await _process.StandardError.ReadToEndAsync());
            await Task.Delay(50);
        }
        throw new TimeoutException("Chromium did not listen within 30 seconds.");
    }

    private async Task<JsonObject> SendAsync(string method, JsonObject parameters)
    {
        var id = ++_lastId;
        var message = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters });
        await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        while (true)
        {
            var answer = await ReceiveAsync();
            if (answer["id"]?.GetValue<int>() != id) Note(answer);
            else return answer["result"] as JsonObject ?? throw new InvalidOperationException($"{method}: {answer.ToJsonString()}");
        }
    }

    private async Task<JsonObject> ReceiveAsync()
    {
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, CancellationToken.None);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(text.ToArray()) as JsonObject ?? throw new InvalidOperationException("Chromium closed the connection.");
    }

    private void Note(JsonObject notice)
    {
        var details = notice["params"] ?? new JsonObject();
        var method = notice["method"]?.GetValue<string>();
        if (method == "Network.requestWillBeSent") _requests.Add(details["request"]!["url"]!.GetValue<string>());
        if (method == "Page.javascriptDialogOpening") throw new InvalidOperationException($"The page opened a dialog: {details["message"]}");
        if (method is "Page.frameRequestedNavigation" or "Page.windowOpen" or "Page.downloadWillBegin" || method == "Runtime.exceptionThrown" || (method == "Log.entryAdded" && IsError(details["entry"]!["level"]))
            || (method == "Runtime.consoleAPICalled" && IsError(details["type"])))
            _complaints.Add(details.ToJsonString());
    }

    private static bool IsError(JsonNode? level) => level!.GetValue<string>() is "error" or "assert";
}
