using System.IO.Compression;
using System.Text.Json.Nodes;
using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class ToolTests(InstalledTool tool) : IClassFixture<InstalledTool>
{
    private const string RunsACell = """
        from jupyter_client.manager import start_new_kernel
        manager, client = start_new_kernel(kernel_name='.net-csharp', startup_timeout=60)
        try:
            shown = []
            client.execute_interactive('new[] { 20, 22 }.Sum()', timeout=60, output_hook=lambda m: shown.append(m['content'].get('data', m['content'])))
            print(shown)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
        """;

    private const string ConnectsByHand = """
        import os, shlex, subprocess
        from jupyter_client import BlockingKernelClient
        kernel = subprocess.Popen([os.environ['SHIM'], 'kernel', 'run'], stdout=subprocess.PIPE, text=True)
        path = shlex.split(kernel.stdout.readline())[-1]
        client = BlockingKernelClient(connection_file=path)
        client.load_connection_file()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=60)
            shown = []
            client.execute_interactive('40 + 2', timeout=60, output_hook=lambda m: shown.append(m['content'].get('data', {}).get('text/plain')))
            print(list(filter(None, shown)))
            print(oct(os.stat(path).st_mode & 0o777))
            client.shutdown()
            print(kernel.wait(60))
        finally:
            client.stop_channels()
            kernel.kill()
        """;

    [Fact]
    public void The_package_is_small_and_holds_the_engine_and_its_wire_only()
    {
        var path = Assert.Single(tool.Packages);
        using var package = ZipFile.OpenRead(path);
        var names = package.Entries.Select(entry => entry.FullName).ToList();

        Assert.InRange(new FileInfo(path).Length, 1_000_000, 30_000_000);
        Assert.Contains("README.md", names);
        Assert.Contains(names, name => name.EndsWith("/NetMQ.dll", StringComparison.Ordinal));
        Assert.DoesNotContain(names, name => name.Contains("torch", StringComparison.OrdinalIgnoreCase) || name.Contains("plotly", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_command_says_what_it_is()
    {
        Assert.StartsWith("0.", (await tool.RunAsync("--version")).Text);
        Assert.Contains("csharp-notebooks kernel install", (await tool.RunAsync("--help")).Text);
        var wrong = await tool.RunAsync("kernel", "run", "-f", "nowhere.json");
        Assert.Equal((2, true), (wrong.ExitCode, wrong.Text.StartsWith("csharp-notebooks: There is no connection file nowhere.json", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_it_installs_is_a_kernel_that_runs_a_cell_in_Jupyter()
    {
        var installed = await tool.RunAsync("kernel", "install", "--prefix", tool.Prefix);

        Assert.True(installed.ExitCode == 0, installed.Text);
        var data = Path.Combine(tool.Prefix, "share", "jupyter");
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(data, "kernels", ".net-csharp", "kernel.json")))!;
        Assert.Equal([tool.Shim, "kernel", "run", "--connection-file", "{connection_file}"], json["argv"]!.AsArray().Select(argument => (string)argument!));
        Assert.True(Directory.Exists(Path.Combine((string)json["env"]!["DOTNET_ROOT"]!, "shared", "Microsoft.NETCore.App")));
        var shown = await SystemPython.PrintAsync(
            "jupyter_client", RunsACell, ("JUPYTER_PATH", data), ("NUGET_PACKAGES", Path.Combine(tool.Prefix, "no cache")), ("PYTHONWARNINGS", "ignore"));
        Assert.Contains("'text/plain': '42'", shown);
    }

    [Fact]
    public async Task Typed_by_hand_it_waits_for_whoever_reads_how_to_connect()
    {
        var runtime = Path.Combine(tool.Prefix, "runtime");

        var output = await SystemPython.PrintAsync("jupyter_client", ConnectsByHand, ("SHIM", tool.Shim), ("JUPYTER_RUNTIME_DIR", runtime));

        Assert.Equal(["['42']", "0o600", "0"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Empty(Directory.GetFileSystemEntries(runtime));
    }
}
