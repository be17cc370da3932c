using System.Runtime.InteropServices;

namespace VaeNotebooks;

/// <summary>Files that are there whole or not at all, whenever the process is killed or the power goes.</summary>
internal static partial class WholeFile
{
    /// <summary>Writes to a temporary file, flushes it to the disk and renames it. When that fails, the file of that name is as it was.</summary>
    /// <param name="path">The file; its folder is there.</param>
    /// <param name="write">Writes all of it.</param>
    /// <param name="earlier">The name under which the file that is there now is kept; what has that name is replaced.</param>
    public static void Write(string path, Action<Stream> write, string earlier)
    {
        var temporary = path + ".tmp"; // a fixed name, so that killed processes leave one file at most
        var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None);
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (File.Exists(path)) File.Replace(temporary, path, earlier);
            else File.Move(temporary, path);
            FlushFolder(Path.GetDirectoryName(path)!);
        }
        finally
        {
            File.Delete(temporary); // gone already, unless the disk failed
        }
    }

    // A rename is a change of the folder. Windows writes it to its journal; elsewhere a folder can be opened for reading, and flushed.
    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(folder, ReadOnly);
        if (handle < 0) return; // folders of this file system cannot be flushed; the file itself has been
        _ = Flush(handle);
        _ = Close(handle);
    }

    private const int ReadOnly = 0;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Flush(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
