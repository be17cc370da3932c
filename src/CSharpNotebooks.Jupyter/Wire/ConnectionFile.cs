using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CSharpNotebooks.Jupyter;

/// <summary>
/// The JSON file that tells front ends and kernel where to meet ("Connection files" of the protocol). It holds the key: whoever reads it can run code as its
/// owner, so nobody else may read it.
/// </summary>
internal static class ConnectionFile
{
    private const string Scheme = "hmac-sha256";
    private const int LargestFile = 1 << 20;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads what a front end wrote; takes away the rights of others to read it.</summary>
    /// <exception cref="InvalidDataException">It is no connection file, or asks for what this kernel does not do; the message names file, value and remedy.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ConnectionInfo Read(string path)
    {
        var json = Parse(path, Content(path));
        Require(path, "transport", Text(path, json, "transport") ?? "tcp", "tcp");
        Require(path, "signature_scheme", Text(path, json, "signature_scheme") ?? Scheme, Scheme);
        var key = Text(path, json, "key") is { Length: > 0 } text
            ? text
            : throw new InvalidDataException($"{path} has no key, so that anybody on this machine could run code here. Let the front end sign its messages.");
        KeepPrivate(path);
        return new ConnectionInfo(
            Address(path, Text(path, json, "ip")), Port("shell_port"), Port("control_port"), Port("stdin_port"), Port("iopub_port"), Port("hb_port"), key);

        int Port(string name) => json[name] is JsonValue value && value.TryGetValue<int>(out var port) && port is > 0 and < 65536
            ? port
            : throw new InvalidDataException(
                $"{path}: {name} must be a port from 1 to 65535, not {json[name]?.ToJsonString() ?? "missing"}. Let the front end write the file anew.");
    }

    /// <summary>Writes a file of free ports on the loopback address and a new key, for front ends that connect to a running kernel.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static ConnectionInfo Create(string path)
    {
        var ports = FreePorts(5);
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var info = new ConnectionInfo(ConnectionInfo.Loopback, ports[0], ports[1], ports[2], ports[3], ports[4], key);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, OwnerOnly | UnixFileMode.UserExecute);
            options.UnixCreateMode = OwnerOnly;
        }

        // A file that is left of an earlier process with this name may have wider rights, and would keep them.
        File.Delete(path);
        using var stream = new FileStream(path, options);
        stream.Write(JsonSerializer.SerializeToUtf8Bytes(AsJson(info)));
        return info;
    }

    private static JsonObject AsJson(ConnectionInfo info) => new()
    {
        ["transport"] = "tcp",
        ["ip"] = info.Ip,
        ["shell_port"] = info.ShellPort,
        ["control_port"] = info.ControlPort,
        ["stdin_port"] = info.StdinPort,
        ["iopub_port"] = info.IopubPort,
        ["hb_port"] = info.HeartbeatPort,
        ["key"] = info.Key,
        ["signature_scheme"] = Scheme,
        ["kernel_name"] = "",
    };

    private static string Content(string path)
    {
        var size = new FileInfo(path).Length;
        return size <= LargestFile ? File.ReadAllText(path) : throw new InvalidDataException($"{path} is not a connection file: it has {size} bytes.");
    }

    private static JsonObject Parse(string path, string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new InvalidDataException($"{path} is not a connection file: it must hold a JSON object.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not a connection file: {e.Message}", e);
        }
    }

    private static string Address(string path, string? ip) =>
        ip is null or "" or "localhost" ? ConnectionInfo.Loopback
        : IPAddress.TryParse(ip, out _) ? ip
        : throw new InvalidDataException(
            $"{path}: ip must be an address such as {ConnectionInfo.Loopback}, not '{ip}'. Let the front end name its address as a number.");

    private static void Require(string path, string name, string value, string supported)
    {
        if (value != supported)
        {
            throw new InvalidDataException($"{path}: {name} is '{value}', but this kernel speaks {supported} only. Choose that in the front end.");
        }
    }

    private static string? Text(string path, JsonObject json, string name) => json[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => throw new InvalidDataException($"{path}: {name} must be a text, not {other.ToJsonString()}. Let the front end write the file anew."),
    };

    private static void KeepPrivate(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
        {
            Console.Error.WriteLine($"{path} could be read by others and holds the key of this kernel: now its owner alone may read it.");
            File.SetUnixFileMode(path, OwnerOnly);
        }
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        Array.ForEach(listeners, listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        Array.ForEach(listeners, listener => listener.Dispose());
        return ports;
    }
}
