using System.Text.Json.Nodes;
using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

public sealed class KernelSpecsTests : IDisposable
{
    private const string Foreign = """{"argv": ["dotnet", "interactive", "jupyter"], "display_name": ".NET (C#)", "language": "C#"}""";

    private readonly TemporaryFolder _temporary = new();
    private readonly KernelSpecs _specs;

    public KernelSpecsTests() => _specs = new(new(new(JupyterPlatform.Linux, _temporary.Below("home"), Variable)));

    private string User => _temporary.Below("user");

    private string System => _temporary.Below("system");

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Takes_the_name_that_notebooks_ask_for()
    {
        var installed = Assert.IsType<KernelInstallation.UnderItsName>(_specs.Install(Kernel("/x/vae.dll"), User)).Spec;

        Assert.Equal(".net-csharp", installed.Name);
        Assert.Equal(Path.Combine(User, "kernels", ".net-csharp"), installed.Folder);
        var json = Json(installed);
        Assert.Equal(["/x/dotnet", "/x/vae.dll", "kernel", "run", "--connection-file", "{connection_file}"], json["argv"]!.AsArray().Select(a => (string)a!));
        Assert.Equal(".NET (C#)", (string?)json["display_name"]);
        Assert.Equal("C#", (string?)json["language"]);
        Assert.Equal("message", (string?)json["interrupt_mode"]);
        Assert.False((bool)json["metadata"]!["debugger"]!);
        Assert.Equal("1", (string?)json["env"]!["OMP_NUM_THREADS"]);
    }

    [Fact]
    public async Task Jupyter_reads_what_was_installed()
    {
        _specs.Install(Kernel(_temporary.Below("bin", "vae.dll")), User);

        var output = await SystemPython.PrintAsync(
            "jupyter_client",
            "from jupyter_client.kernelspec import KernelSpecManager as M; s = M().get_kernel_spec('.net-csharp'); print(s.argv[1], s.display_name, s.interrupt_mode)",
            ("JUPYTER_PATH", User), ("PYTHONIOENCODING", "utf-8"));

        Assert.Equal($"{_temporary.Below("bin", "vae.dll")} .NET (C#) message", output.Trim());
    }

    [Theory]
    [InlineData("logo-32x32.png", 32)]
    [InlineData("logo-64x64.png", 64)]
    public void Logos_have_the_size_in_their_name(string name, int size)
    {
        var png = File.ReadAllBytes(Path.Combine(_specs.Install(Kernel("/x/vae.dll"), User).Spec.Folder, name));

        Assert.Equal([0x89, 0x50, 0x4e, 0x47], png[..4]);
        Assert.Equal((size, size), (png[19], png[23]));
    }

    [Fact]
    public void Installing_again_replaces_our_own()
    {
        _specs.Install(Kernel("/old/vae.dll"), User);
        var again = Assert.IsType<KernelInstallation.UnderItsName>(_specs.Install(Kernel("/new/vae.dll"), User)).Spec;

        Assert.Equal("/new/vae.dll", (string?)Json(again)["argv"]![1]);
        Assert.DoesNotContain(Directory.GetFiles(again.Folder), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("user", ".net-csharp", Foreign)]
    [InlineData("system", ".NET-CSharp", Foreign)]
    [InlineData("system", ".net-csharp", "not json")]
    [InlineData("system", ".net-csharp", """{"argv": "interactive", "metadata": []}""")]
    [InlineData("system", ".net-csharp", """{"argv": ["other"], "metadata": {"csharp_notebooks": {"installed_by": "csharp-notebooks"}}}""")]
    public void Another_holder_of_the_name_is_left_alone_and_named(string place, string name, string content)
    {
        var path = _temporary.Write(content, place, "kernels", name, "kernel.json");

        var installation = Assert.IsType<KernelInstallation.BesideAnother>(_specs.Install(Kernel("/x/vae.dll"), User));

        Assert.Equal("vae-csharp", installation.Spec.Name);
        Assert.Equal(".NET (C#, vae-csharp)", (string?)Json(installation.Spec)["display_name"]);
        Assert.Equal(Path.GetDirectoryName(path), installation.Other.Folder);
        Assert.Equal(content, File.ReadAllText(path));
        Assert.Contains(installation.Other.Program, InstallationReport.Of(installation, User));
    }

    [Fact]
    public void A_folder_without_its_file_holds_nothing()
    {
        Directory.CreateDirectory(_temporary.Below("user", "kernels", ".net-csharp"));

        Assert.Equal(".net-csharp", Assert.IsType<KernelInstallation.UnderItsName>(_specs.Install(Kernel("/x/vae.dll"), User)).Spec.Name);
    }

    [Fact]
    public void A_name_asked_for_is_taken_or_refused()
    {
        _temporary.Write(Foreign, "system", "kernels", "theirs", "kernel.json");

        Assert.Equal("mine_1.0", _specs.InstallAs("Mine_1.0", Kernel("/x/vae.dll"), User).Spec.Name);
        var error = Assert.Throws<KernelSpecException>(() => _specs.InstallAs("Theirs", Kernel("/x/vae.dll"), User));
        Assert.Contains(_temporary.Below("system", "kernels", "theirs"), error.Message);
        Assert.Contains("dotnet", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a b")]
    [InlineData("../up")]
    [InlineData("größe")]
    [InlineData("name\n")]
    public void A_name_that_Jupyter_would_not_accept_is_refused(string name) =>
        Assert.Contains("letters", Assert.Throws<KernelSpecException>(() => _specs.InstallAs(name, Kernel("/x/vae.dll"), User)).Message);

    [Fact]
    public void A_folder_that_cannot_be_written_is_named_with_a_remedy()
    {
        _temporary.Write("a file where a folder should be", "user");

        var error = Assert.Throws<KernelSpecException>(() => _specs.Install(Kernel("/x/vae.dll"), User));

        Assert.Contains(User, error.Message);
        Assert.Contains("--prefix", error.Message);
    }

    [Fact]
    public void Uninstalling_removes_all_of_ours_and_nothing_else()
    {
        var foreign = _temporary.Write(Foreign, "user", "kernels", "python3", "kernel.json");
        _specs.Install(Kernel("/x/vae.dll"), User);
        _specs.InstallAs("second", Kernel("/x/vae.dll"), User);

        Assert.Equal([".net-csharp", "second"], KernelSpecs.Uninstall("vae", User).Select(spec => spec.Name).Order());

        Assert.Equal([Path.GetDirectoryName(foreign)], Directory.GetDirectories(Path.Combine(User, "kernels")));
        Assert.Contains(User, Assert.Throws<KernelSpecException>(() => KernelSpecs.Uninstall("vae", User)).Message);
    }

    [Fact]
    public void Uninstalling_somebody_elses_is_refused()
    {
        var foreign = _temporary.Write(Foreign, "user", "kernels", ".net-csharp", "kernel.json");

        var error = Assert.Throws<KernelSpecException>(() => KernelSpecs.UninstallNamed(".net-csharp", "vae", User));

        Assert.Contains("jupyter kernelspec remove", error.Message);
        Assert.True(File.Exists(foreign));
    }

    [Fact]
    public void Uninstalling_by_name_leaves_our_others()
    {
        _specs.Install(Kernel("/x/vae.dll"), User);
        _specs.InstallAs("second", Kernel("/x/vae.dll"), User);

        Assert.Equal(["second"], KernelSpecs.UninstallNamed("SECOND", "vae", User).Select(spec => spec.Name));

        Assert.True(File.Exists(Path.Combine(User, "kernels", ".net-csharp", "kernel.json")));
        Assert.Throws<KernelSpecException>(() => KernelSpecs.UninstallNamed("second", "vae", User));
    }

    private static KernelDescription Kernel(string assembly) => new(
        "vae",
        new(["/x/dotnet", assembly, "kernel", "run", "--connection-file", "{connection_file}"], new Dictionary<string, string>()),
        new Dictionary<string, string> { ["OMP_NUM_THREADS"] = "1" });

    private static JsonNode Json(KernelSpec spec) => JsonNode.Parse(File.ReadAllText(Path.Combine(spec.Folder, "kernel.json")))!;

    private string? Variable(string name) => name switch { "JUPYTER_DATA_DIR" => User, "JUPYTER_PATH" => System, _ => null };
}
