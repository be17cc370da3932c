using VaeNotebooks;

namespace LibraryProgram;

/// <summary>Fetches a set of one file into a cache.</summary>
internal static class Fetching
{
    public static async Task RunAsync(Uri address, long length, string sha256, string cache, CancellationToken stop)
    {
        var file = new DatasetFile(DatasetFileContent.BinaryText, 1, [new FileForm(Path.GetFileName(address.AbsolutePath), length, sha256, [address])]);
        var set = new DatasetInfo("toy", "A toy", "MIT", "None") { Files = [file] };
        var store = new DatasetStore(null, cache, new VerifiedDownloader(new DownloadPatience(TimeSpan.FromSeconds(60))));
        Console.Out.WriteLine(await store.FetchAsync(set, from: null, new ConsoleProgress(Console.Out), stop));
    }
}
