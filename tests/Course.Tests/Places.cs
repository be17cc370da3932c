using System.Globalization;
using System.Reflection;

namespace Course.Tests;

/// <summary>Where the build put things.</summary>
internal static class Places
{
    /// <summary>The command `vae`, as built.</summary>
    public static string VaeCommand { get; } = Path.GetFullPath(Metadata("VaeCommand"));

    public static string CourseRoot { get; } = Path.GetFullPath(Metadata("CourseRoot"));

    /// <summary>What the notebooks' first cell refers to, as every build lays it.</summary>
    public static string Kit { get; } = Path.Combine(CourseRoot, "artifacts", "kit");

    /// <summary>Where NuGet keeps unpacked packages.</summary>
    public static string Packages { get; } = Metadata("Packages");

    public static string Configuration { get; } = Metadata("Configuration");

    public static string InteractiveVersion { get; } = Metadata("InteractiveVersion");

    /// <summary>A program of `tests/Hosts`.</summary>
    public static string Host(string name) => Path.GetFullPath(string.Format(CultureInfo.InvariantCulture, Metadata("Hosts"), name));

    private static string Metadata(string key) =>
        typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!;
}
