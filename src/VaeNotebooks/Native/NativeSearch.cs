using System.Runtime.InteropServices;
using TorchSharp;

namespace VaeNotebooks;

/// <summary>
/// Finds Torch's native libraries in the three layouts in which they occur: the package cache (through the host's deps.json, or beside the TorchSharp package),
/// <c>runtimes/RID/native</c> under the application, and plain files beside TorchSharp.dll.
/// </summary>
internal static class NativeSearch
{
    /// <summary>Full path of a native library.</summary>
    /// <exception cref="DllNotFoundException">It is in none of the folders.</exception>
    public static string Find(string fileName)
    {
        var folders = Folders(typeof(torch).Assembly.Location).Where(folder => folder.Length > 0).Distinct().ToList();
        return folders.Select(folder => Path.Combine(folder, fileName)).FirstOrDefault(File.Exists)
            ?? throw new DllNotFoundException(
                $"{fileName} is in none of the folders searched ({string.Join(", ", folders)}). Remedy: reference the package TorchSharp-cpu and restore it.");
    }

    internal static IEnumerable<string> Folders(string torchSharpPath)
    {
        var fromHost = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";
        foreach (var folder in fromHost.Split(Path.PathSeparator)) yield return folder;

        var rid = $"linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        var native = Path.Combine("runtimes", rid, "native");
        if (Path.GetDirectoryName(torchSharpPath) is not { Length: > 0 } assemblyFolder) assemblyFolder = AppContext.BaseDirectory;
        yield return assemblyFolder;
        yield return Path.Combine(assemblyFolder, native);

        // <cache>/torchsharp/<version>/lib/<framework>/TorchSharp.dll and <cache>/libtorch-cpu-<rid>/<version>/runtimes/<rid>/native
        var package = Path.GetFullPath(Path.Combine(assemblyFolder, "..", ".."));
        yield return Path.Combine(package, native);
        var libtorch = Path.GetFullPath(Path.Combine(package, "..", "..", $"libtorch-cpu-{rid}"));
        if (!Directory.Exists(libtorch)) yield break;
        foreach (var version in Directory.EnumerateDirectories(libtorch).OrderDescending(StringComparer.Ordinal)) yield return Path.Combine(version, native);
    }
}
