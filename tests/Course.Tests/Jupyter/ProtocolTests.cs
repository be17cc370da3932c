using System.Net.NetworkInformation;
using System.Text.RegularExpressions;
using Xunit;

namespace Course.Tests.Jupyter;

/// <summary>The kernel driven by Jupyter's own client library: each case is a function of a script in <c>clients</c>.</summary>
public sealed partial class ProtocolTests(JupyterInstallation jupyter)
{
    private const int LowestPort = 20_000, PortsOfAKernel = 5, Blocks = 2_000;
    private static int s_blocks = Environment.ProcessId % Blocks;
    private static readonly string Scripts = Path.Combine(Places.CourseRoot, "tests", "Course.Tests", "Jupyter", "clients");

    public static TheoryData<string, string> Cases() =>
    [
        .. from path in Directory.GetFiles(Scripts, "*.py").Order(StringComparer.Ordinal)
           let script = Path.GetFileName(path)
           where script != "kernel_client.py"
           from Match match in CasePattern().Matches(File.ReadAllText(path))
           select new TheoryDataRow<string, string>(script, match.Groups[1].Value),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_real_client_is_served(string script, string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The clients look into /proc, which Linux alone has.");
        await jupyter.RequireAsync("jupyter_client");

        var output = await jupyter.RunAsync(Scripts, script, JupyterInstallation.KernelName, name, $"{FreePorts()}");

        Assert.Contains($"passed: {name}", output);
    }

    /// <summary>The first of five free ports below the range that the system gives away by itself.</summary>
    private static int FreePorts()
    {
        while (true)
        {
            var first = LowestPort + (PortsOfAKernel * (Interlocked.Increment(ref s_blocks) % Blocks));
            if (!IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(taken => taken.Port >= first && taken.Port < first + PortsOfAKernel))
            {
                return first;
            }
        }
    }

    [GeneratedRegex(@"^def (\w+)\(\):", RegexOptions.Multiline)]
    private static partial Regex CasePattern();
}
