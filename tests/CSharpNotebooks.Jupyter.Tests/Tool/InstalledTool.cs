using System.Reflection;
using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

/// <summary>The tool, packed from the build and installed from that one package, away from the user's tools and package cache.</summary>
public sealed class InstalledTool : IAsyncLifetime
{
    private const string OnlySource = """
        <configuration>
          <packageSources><clear /><add key="packed" value="packages" /></packageSources>
        </configuration>
        """;

    private readonly TemporaryFolder _temporary = new();

    /// <summary>The packages that were packed.</summary>
    public IReadOnlyList<string> Packages => Directory.GetFiles(_temporary.Below("packages"), "*.nupkg");

    /// <summary>The command that users type.</summary>
    public string Shim => _temporary.Below("tools", OperatingSystem.IsWindows() ? "csharp-notebooks.exe" : "csharp-notebooks");

    /// <summary>A prefix to install the kernel under.</summary>
    public string Prefix => _temporary.Below("prefix");

    private (string Name, string? Value)[] Isolation =>
    [
        ("NUGET_PACKAGES", _temporary.Below("package cache")), ("DOTNET_CLI_HOME", _temporary.Below("cli")), ("DOTNET_NOLOGO", "1"),
        ("JUPYTER_DATA_DIR", _temporary.Below("jupyter")), ("JUPYTER_PATH", ""), ("VIRTUAL_ENV", ""), ("CONDA_PREFIX", ""),
    ];

    public async ValueTask InitializeAsync()
    {
        await DotnetAsync("pack", Metadata("ToolProject"), "--no-build", "-c", Metadata("Configuration"), "-o", _temporary.Below("packages"));
        var sources = _temporary.Write(OnlySource, "nuget.config");
        await DotnetAsync("tool", "install", "CSharpNotebooks.Tool", "--tool-path", _temporary.Below("tools"), "--configfile", sources);
    }

    public ValueTask DisposeAsync()
    {
        _temporary.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the installed command; what it prints.</summary>
    internal Task<Command> RunAsync(params string[] arguments) => Command.RunAsync(Shim, arguments, Isolation);

    private async Task DotnetAsync(params string[] arguments)
    {
        // Packing reads the cache that the build restored to; only the installed tool has to do without. A build node left behind would hold the folder.
        var result = await Command.RunAsync("dotnet", arguments, [.. arguments[0] == "pack" ? [] : Isolation, ("MSBUILDDISABLENODEREUSE", "1")]);
        Assert.True(result.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{result.Text}");
    }

    private static string Metadata(string key) =>
        typeof(InstalledTool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!;
}
