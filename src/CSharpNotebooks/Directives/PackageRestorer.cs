using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;

namespace CSharpNotebooks;

/// <summary>
/// Fetches packages by <c>dotnet restore</c> of a generated project, all packages of a session together. The answer is kept under the hash of what was asked,
/// so that asking again needs neither the tool nor the network.
/// </summary>
internal sealed class PackageRestorer(string workingDirectory)
{
    private readonly List<PackageReference> _packages = [];
    private readonly List<string> _sources = [];
    private RestoredPackages _restored = RestoredPackages.None;

    private static string CacheRoot => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "CSharpNotebooks", "packages");

    private static string Framework => $"net{Environment.Version.Major}.0";

    public void AddSource(string source) =>
        _sources.Add(source.Contains("://", StringComparison.Ordinal) ? source : Path.GetFullPath(source, workingDirectory));

    /// <summary>The files of all packages asked for so far.</summary>
    public async Task<RestoredPackages> RestoreAsync(PackageReference package, CancellationToken cancellation)
    {
        if (_restored.Versions.TryGetValue(package.Name, out var used))
        {
            return package.Accepts(used)
                ? _restored
                : throw new DirectiveException($"this session already uses {package.Name} {used}; {package.Version} can be had after a restart.");
        }

        var project = ProjectText([.. _packages, package]);
        var folder = Path.Combine(CacheRoot, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..16]);
        _restored = RestoredPackages.TryRead(AssetsFile(folder)) ?? await RestoreAsync(folder, project, package, cancellation).ConfigureAwait(false);
        _packages.Add(package);
        return _restored;
    }

    private static string AssetsFile(string folder) => Path.Combine(folder, "obj", "project.assets.json");

    private static async Task<RestoredPackages> RestoreAsync(string folder, string project, PackageReference package, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        foreach (var shield in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            await File.WriteAllTextAsync(Path.Combine(folder, shield), "<Project />", cancellation).ConfigureAwait(false);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "notebook.csproj"), project, cancellation).ConfigureAwait(false);
        var log = await RunRestoreAsync(folder, cancellation).ConfigureAwait(false);
        return RestoredPackages.TryRead(AssetsFile(folder))
            ?? throw new DirectiveException($"the package {package.Name} {package.Version} could not be restored:\n{log.Trim()}");
    }

    private static async Task<string> RunRestoreAsync(string folder, CancellationToken cancellation)
    {
        using var process = Start("dotnet", folder);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
            var texts = await Task.WhenAll(output, errors).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return string.Concat(texts);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <exception cref="DirectiveException">The command cannot be started.</exception>
    internal static Process Start(string command, string folder)
    {
        var start = new ProcessStartInfo(command, ["restore", "notebook.csproj", "--verbosity", "quiet", "--nologo"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new DirectiveException($"packages are fetched with the command `{command}`, which cannot be started: {e.Message}");
        }
    }

    private string ProjectText(IEnumerable<PackageReference> packages)
    {
        var references = packages.Select(p => $"""    <PackageReference Include="{Xml(p.Name)}" Version="{Xml(p.Version ?? "*")}" />""");
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{Framework}</TargetFramework>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <RestoreRootConfigDirectory>{Xml(workingDirectory)}</RestoreRootConfigDirectory>
                <RestoreAdditionalProjectSources>{Xml(string.Join(';', _sources))}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
            {string.Join('\n', references)}
              </ItemGroup>
            </Project>
            """;
    }

    private static string Xml(string text) => SecurityElement.Escape(text);
}
