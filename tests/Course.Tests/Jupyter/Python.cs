using System.Collections.Concurrent;
using System.Diagnostics;

namespace Course.Tests.Jupyter;

/// <summary>The Python that Jupyter is installed for: the system's own before another on the PATH.</summary>
internal static class Python
{
    public const string DebianPackages = "jupyter-client jupyter-nbconvert python3-nbclient jupyter-notebook python3-ipykernel";

    private static readonly string[] Candidates = ["/usr/bin/python3", "python3", "python"];
    private static readonly ConcurrentDictionary<string, bool> Known = new();

    /// <summary>The command, or null when there is no Python with Jupyter's client library.</summary>
    public static string? Path { get; } = Candidates.FirstOrDefault(candidate => Imports(candidate, "jupyter_client"));

    public static bool Has(string module) => Path is { } python && Known.GetOrAdd(module, name => Imports(python, name));

    private static bool Imports(string python, string module)
    {
        try
        {
            var info = new ProcessStartInfo(python, ["-c", $"import {module}"]) { RedirectStandardError = true, RedirectStandardOutput = true };
            using var process = Process.Start(info)!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
