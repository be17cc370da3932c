using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Course.Tests;

/// <summary>What a cell gave in the real kernel: what it displayed as HTML, and why it failed, if it did.</summary>
internal sealed record InteractiveResult(IReadOnlyList<string> Html, string Failure);

/// <summary>.NET Interactive as VS Code starts it: commands and events as lines of JSON over its standard streams.</summary>
internal sealed class InteractiveKernel : IDisposable
{
    private static readonly TimeSpan CellLimit = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private int _cells;

    private InteractiveKernel(Process process) => _process = process;

    public static async Task<InteractiveKernel> StartAsync(string directory, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(await InteractiveTool.PathAsync(), ["stdio", "--default-kernel", "csharp"])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        (string Name, string Value)[] always =
        [
            ("DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE", "1"),
            ("OMP_NUM_THREADS", "1"),
        ];
        foreach (var (name, value) in always.Concat(environment))
        {
            start.Environment[name] = value;
        }

        return new InteractiveKernel(Process.Start(start)!);
    }

    public async Task<InteractiveResult> RunAsync(string code)
    {
        var token = $"cell-{++_cells}";
        var command = new JsonObject { ["code"] = code, ["targetKernelName"] = "csharp" };
        await _process.StandardInput.WriteLineAsync(
            new JsonObject { ["commandType"] = "SubmitCode", ["command"] = command, ["token"] = token }.ToJsonString());
        await _process.StandardInput.FlushAsync();
        using var limit = new CancellationTokenSource(CellLimit);
        var html = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (EventOf(line, token) is not { } message)
            {
                continue;
            }

            switch ((string)message["eventType"]!)
            {
                case "CommandSucceeded":
                    return new(html, "");
                case "CommandFailed":
                    return new(html, (string)message["event"]!["message"]!);
                case "DisplayedValueProduced" or "ReturnValueProduced":
                    html.AddRange(Html(message));
                    break;
            }
        }

        throw new InvalidOperationException($"the kernel ended while it ran this cell:\n{code}");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit(); // it holds files of the test's folder
        _process.Dispose();
    }

    private static JsonNode? EventOf(string line, string token)
    {
        try
        {
            var message = line.StartsWith('{') ? JsonNode.Parse(line) : null;
            return message?["command"]?["token"]?.GetValue<string>() == token ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Html(JsonNode message) =>
        from value in message["event"]!["formattedValues"]!.AsArray()
        where (string?)value!["mimeType"] == "text/html"
        select (string)value["value"]!;
}
