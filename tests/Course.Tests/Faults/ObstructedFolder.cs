using Xunit;

namespace Course.Tests;

/// <summary>A folder that a program cannot write to: its disk is full, or it is read-only. Linux only; what the machine does not allow skips the test.</summary>
internal static class ObstructedFolder
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    // In a mount namespace of its own, so that nothing is left mounted. What lies on the small disk at the end is copied out of it.
    private const string OnSmallDisk = """
        folder=$1; size=$2; shift 2
        cp -a "$folder" "$folder.before" && mount -t tmpfs -o "size=$size" none "$folder" && cp -a "$folder.before/." "$folder/" && cd "$PWD" || exit 99
        "$@"; code=$?
        cp -a "$folder" "$folder.after"
        exit $code
        """;

    /// <summary>Runs a program while the folder's disk has only so much room left; afterwards the folder is as the program left it.</summary>
    public static async Task<ProcessResult> FullAsync(string folder, int room, string directory, string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A small disk is made with a mount namespace, which only Linux has.");
        var used = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Sum(file => Pages(new FileInfo(file).Length));
        var result = await CommandProcess.RunAsync(
            "unshare", directory, ["-Urm", "sh", "-c", OnSmallDisk, "sh", folder, $"{used + Pages(room)}", "dotnet", .. arguments], Limit);
        Assert.SkipWhen(result.ExitCode is 99 || result.Errors.StartsWith("unshare:", StringComparison.Ordinal), $"This machine lets nobody mount a small disk: {result.Errors}");
        Directory.Delete(folder, recursive: true);
        Directory.Move(folder + ".after", folder);
        return result;
    }

    /// <summary>Runs a program while the folder is read-only. The permission does not stop root, so root gives up that privilege first.</summary>
    public static async Task<ProcessResult> ReadOnlyAsync(string folder, string directory, string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Folders are made read-only by permission bits, and root's privilege is dropped with Linux's setpriv.");
        await CommandProcess.RunAsync("chmod", directory, ["a-w", folder], Limit);
        try
        {
            return Environment.IsPrivilegedProcess
                ? await CommandProcess.RunAsync("setpriv", directory, ["--bounding-set=-dac_override", "dotnet", .. arguments], Limit)
                : await CommandProcess.RunAsync("dotnet", directory, arguments, Limit);
        }
        finally
        {
            await CommandProcess.RunAsync("chmod", directory, ["u+w", folder], Limit);
        }
    }

    private static long Pages(long bytes) => (bytes + 4095) / 4096 * 4096;
}
