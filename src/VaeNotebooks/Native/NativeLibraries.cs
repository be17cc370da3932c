using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Security.Cryptography;
using TorchSharp;

namespace VaeNotebooks;

/// <summary>
/// Lets TorchSharp load on Linux systems whose libstdc++ is older than GCC 13's (Debian 12, Ubuntu 22.04). TorchSharp 0.107.0 demands the symbol
/// version GLIBCXX_3.4.32 there but uses no symbol of it, so a private copy of its library that makes the demand weak loads.
/// Windows, macOS and newer Linux systems load the original; nothing is written there.
/// </summary>
public static class NativeLibraries
{
    internal const string UnusedVersion = "GLIBCXX_3.4.32";
    private const string TorchSharpLibrary = "libLibTorchSharp.so";
    private static readonly string[] TorchLibraries = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];
    private static readonly Lock Gate = new();
    private static nint _handle;

    /// <summary>Where private copies are kept: one folder per user.</summary>
    internal static string CopyFolder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "VaeNotebooks", "native");

    /// <summary>
    /// Loads Torch's native libraries now, so that a failure is reported here in one sentence. May be called any number of times, from any thread.
    /// Without this call they load at the first touch of <c>torch</c>.
    /// </summary>
    /// <exception cref="DllNotFoundException">The libraries are missing or do not fit this system; the message says which and what to do.</exception>
    public static void Load()
    {
        if (OperatingSystem.IsLinux()) LoadOnLinux();
        else NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, null);
    }

#pragma warning disable CA2255 // A notebook has no Main: only a module initializer runs before its first touch of `torch`.
    [ModuleInitializer]
    internal static void Register()
#pragma warning restore CA2255
    {
        ScalarLifetime.DropFinalizer();
        MemoryAllocator.GiveLargeTensorsTheirOwnPages();
        if (!OperatingSystem.IsLinux()) return;
        // Raised only after the runtime's own search for a library failed: on systems that need no help this never runs.
        AssemblyLoadContext.GetLoadContext(typeof(torch).Assembly)!.ResolvingUnmanagedDll +=
            (_, name) => name is "LibTorchSharp" or TorchSharpLibrary ? LoadOnLinux() : 0;
    }

    private static nint LoadOnLinux()
    {
        lock (Gate)
        {
            if (_handle != 0) return _handle;
            // LibTorchSharp finds these by name once they are in the process, wherever they lie.
            foreach (var library in TorchLibraries) NativeLibrary.Load(NativeSearch.Find(library));
            var original = NativeSearch.Find(TorchSharpLibrary);
            return _handle = NativeLibrary.TryLoad(original, out var loaded) ? loaded : LoadCopy(original);
        }
    }

    private static nint LoadCopy(string original)
    {
        var image = File.ReadAllBytes(original);
        if (ElfVersionNeeds.MarkWeak(image, UnusedVersion) == 0) return NativeLibrary.Load(original);
        try
        {
            return NativeLibrary.Load(WriteCopy(image, CopyFolder));
        }
        catch (Exception e) when (e is DllNotFoundException or IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            throw new DllNotFoundException(
                $"{original} asks for {UnusedVersion}, which the libstdc++ of this system lacks, and a private copy without that demand in '{CopyFolder}' "
                + $"could not be used: {e.Message} Remedy: make that folder writable (or point XDG_DATA_HOME to one that is), "
                + "or use a system with GCC 13 or newer.",
                e);
        }
    }

    /// <summary>
    /// Writes the image under a name made of its SHA-256, unless a sound copy is there. Never writes in place: another process may have the
    /// copy mapped.
    /// </summary>
    internal static string WriteCopy(byte[] image, string folder)
    {
        var path = Path.Combine(folder, $"libLibTorchSharp-{Convert.ToHexStringLower(SHA256.HashData(image))}.so");
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(image)) return path;
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, Path.GetRandomFileName());
        File.WriteAllBytes(temporary, image);
        File.Move(temporary, path, overwrite: true);
        return path;
    }
}
