using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class ConnectionFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const string Good = """
        {"transport":"tcp","ip":"127.0.0.1","shell_port":1,"control_port":2,"stdin_port":3,"iopub_port":4,"hb_port":5,"key":"k","signature_scheme":"hmac-sha256"}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_front_end_wrote_is_read() =>
        Assert.Equal(new ConnectionInfo("127.0.0.1", 1, 2, 3, 4, 5, "k"), ConnectionFile.Read(_folder.Write(Good, "kernel.json")));

    [Theory]
    [InlineData("ip", "\"\"")]
    [InlineData("ip", "\"localhost\"")]
    [InlineData("ip", "null")]
    public void Without_an_address_it_is_this_machine_alone(string name, string value) => Assert.Equal("127.0.0.1", ConnectionFile.Read(With(name, value)).Ip);

    [Theory]
    [InlineData("transport", "\"ipc\"", "ipc", "Choose")]
    [InlineData("transport", "5", "5", "Let the front end")]
    [InlineData("signature_scheme", "\"hmac-md5\"", "hmac-md5", "Choose")]
    [InlineData("key", "\"\"", "no key", "Let the front end")]
    [InlineData("key", "null", "no key", "Let the front end")]
    [InlineData("key", "[1]", "[1]", "Let the front end")]
    [InlineData("ip", "\"example.org\"", "example.org", "Let the front end")]
    [InlineData("ip", "true", "true", "Let the front end")]
    [InlineData("shell_port", "0", "0", "Let the front end")]
    [InlineData("control_port", "65536", "65536", "Let the front end")]
    [InlineData("stdin_port", "\"80\"", "\"80\"", "Let the front end")]
    [InlineData("iopub_port", "1e300", "1e300", "Let the front end")]
    [InlineData("hb_port", "null", "missing", "Let the front end")]
    public void A_bad_value_is_named_with_its_file_and_a_remedy(string name, string value, string said, string remedy)
    {
        var path = With(name, value);

        var message = Assert.Throws<InvalidDataException>(() => ConnectionFile.Read(path)).Message;

        Assert.All([path, name, said, remedy], part => Assert.Contains(part, message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"ip\":")]
    [InlineData("{\"ip\":\"127.0.0.1\",\"ip\":\"0.0.0.0\"}")]
    public void A_file_that_is_none_is_named(string text)
    {
        var path = _folder.Write(text, "kernel.json");

        Assert.StartsWith($"{path} is not a connection file", Assert.Throws<InvalidDataException>(() => ConnectionFile.Read(path)).Message);
    }

    [Fact]
    public void A_huge_file_is_not_read()
    {
        var path = _folder.Below("kernel.json");
        using (var file = File.Create(path))
        {
            file.SetLength(1L << 40);
        }

        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => ConnectionFile.Read(path)).Message);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_told_as_what_they_are()
    {
        Assert.ThrowsAny<IOException>(() => ConnectionFile.Read(_folder.Below("nowhere.json")));
        Assert.Contains(_folder.Path, Assert.ThrowsAny<Exception>(() => ConnectionFile.Read(_folder.Path)).Message);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Others_lose_the_right_to_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such rights.");
        var path = _folder.Write(Good, "kernel.json");
        File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.OtherRead);

        ConnectionFile.Read(path);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_file_of_our_own_is_for_this_machine_and_its_owner_whatever_was_there_before()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such rights.");
        var path = _folder.Write("old and much longer than what comes now " + new string('x', 1000), "new folder", "kernel.json");
        File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.OtherRead);

        var made = ConnectionFile.Create(path);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
        Assert.Equal(made, ConnectionFile.Read(path));
        Assert.Equal("127.0.0.1", made.Ip);
        Assert.True(made.Key.Length >= 32);
        Assert.Equal(5, new HashSet<int>([made.ShellPort, made.ControlPort, made.StdinPort, made.IopubPort, made.HeartbeatPort]).Count);
        Assert.NotEqual(made.Key, ConnectionFile.Create(path).Key);
    }

    private string With(string name, string value)
    {
        var json = JsonNode.Parse(Good)!.AsObject();
        json[name] = JsonNode.Parse(value);
        return _folder.Write(json.ToJsonString(), "kernel.json");
    }
}
