using System.Reflection;

namespace VaeNotebooks.Benchmarks;

/// <summary>Where the scripts beside the benchmarks and the notebooks lie, and the program that some of them start.</summary>
internal static class BenchmarkFiles
{
    public static string VaeCommand => Metadata(nameof(VaeCommand));

    public static string Folder(string name) => Path.Combine(Metadata("Sources"), name);

    public static string Notebook(string name) => Path.Combine(Metadata("Notebooks"), name);

    private static string Metadata(string key) =>
        Path.GetFullPath(typeof(BenchmarkFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!);
}
