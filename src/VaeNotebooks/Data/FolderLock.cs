namespace VaeNotebooks;

/// <summary>One process at a time writes into a cache folder. The lock goes with the process, also when it is killed.</summary>
internal static class FolderLock
{
    // The empty file stays: removing it would let two processes each lock a file of that name.
    private const string FileName = ".lock";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until the folder is free, then holds it until disposal. Makes the folder if needed.</summary>
    public static async Task<IDisposable> AcquireAsync(string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (IsHeldByAnother(error))
            {
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
        }
    }

    // Sharing and lock violation on Windows, EWOULDBLOCK on Linux and macOS. Any other failure must not be waited for.
    private static bool IsHeldByAnother(IOException error) =>
        error.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021) or 11 or 35;
}
