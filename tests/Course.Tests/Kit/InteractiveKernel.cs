using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Course.Tests;

/// <summary>What a cell gave in the real kernel: what it displayed by MIME type, what it printed, and why it failed, if it did.</summary>
internal sealed record InteractiveResult(IReadOnlyList<(string MimeType, string Text)> Displays, string Output, string Failure);

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
        var (displays, output) = (new List<(string, string)>(), new List<string>());
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (EventOf(line, token) is not { } message)
            {
                continue;
            }

            switch ((string)message["eventType"]!)
            {
                case "CommandSucceeded":
                    return new(displays, string.Concat(output), "");
                case "CommandFailed":
                    return new(displays, string.Concat(output), (string)message["event"]!["message"]!);
                case "StandardOutputValueProduced":
                    output.AddRange(Values(message).Select(value => value.Text));
                    break;
                case "DisplayedValueProduced" or "ReturnValueProduced":
                    displays.AddRange(Values(message));
                    break;
            }
        }

        throw new InvalidOperationException($"the kernel ended while it ran this cell:\n{code}");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    // A cell's own commands (a restore, for one) carry tokens that begin with the cell's.
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

    private static IEnumerable<(string MimeType, string Text)> Values(JsonNode message) =>
        message["event"]!["formattedValues"]!.AsArray().Select(value => ((string)value!["mimeType"]!, (string)value["value"]!));
}
