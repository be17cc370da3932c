using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class KernelLaunchTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_build_is_started_by_dotnet_with_its_full_path()
    {
        var (dotnet, runtime) = Installation();
        var assembly = _temporary.Below("bin", "vae.dll");

        foreach (var process in new[] { dotnet, _temporary.Below("bin", "vae") })
        {
            var launch = KernelLaunch.Of(process, assembly, runtime);

            Assert.Equal([dotnet, assembly, "kernel", "run", "--connection-file", "{connection_file}"], launch.Arguments);
            Assert.Empty(launch.Environment);
        }
    }

    [Fact]
    public void An_installed_tool_is_started_by_its_shim_which_outlives_updates()
    {
        var (dotnet, runtime) = Installation();
        var shim = _temporary.Below("tools", "csharp-notebooks");

        var launch = KernelLaunch.Of(shim, _temporary.Below("tools", ".store", "csharp-notebooks", "1.0", "csharp-notebooks.dll"), runtime);

        Assert.Equal([shim, "kernel", "run", "--connection-file", "{connection_file}"], launch.Arguments);
        Assert.Equal(Path.GetDirectoryName(dotnet), launch.Environment["DOTNET_ROOT"]);
    }

    private (string Dotnet, string Runtime) Installation()
    {
        var dotnet = _temporary.Write("", "dotnet", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return (dotnet, _temporary.Below("dotnet", "shared", "Microsoft.NETCore.App", "10.0.0") + Path.DirectorySeparatorChar);
    }
}
