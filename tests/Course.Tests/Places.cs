using System.Reflection;

namespace Course.Tests;

/// <summary>Where the build put things.</summary>
internal static class Places
{
    /// <summary>The command `vae`, as built.</summary>
    public static string VaeCommand { get; } = Metadata("VaeCommand");

    public static string CourseRoot { get; } = Metadata("CourseRoot");

    private static string Metadata(string key) =>
        Path.GetFullPath(typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!);
}
