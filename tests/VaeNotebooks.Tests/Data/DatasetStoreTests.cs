using Xunit;

namespace VaeNotebooks.Tests;

public sealed class DatasetStoreTests : IDisposable
{
    private static readonly byte[] Packed = TestFiles.Gzip(TestFiles.Amat(4));
    private static readonly byte[] Plain = TestFiles.Amat(4);

    private readonly TempFolder _own = new();
    private readonly TempFolder _cache = new();
    private readonly FileServer _server = new((request, stream, _) => request.Path == "/a.amat"
        ? FileServer.SendFile(request, stream, Plain)
        : FileServer.Send(stream, "404 Not Found", [], "Content-Length: 0"));

    private DatasetFile File => new(DatasetFileContent.BinaryText, 4,
        [TestFiles.Form("a.amat", Plain, new Uri(_server.Address, "a.amat")), TestFiles.Form("a.amat.gz", Packed)]);

    private DatasetInfo Set => new("toy", "A toy", "MIT", "None") { Files = [File] };

    public void Dispose()
    {
        _server.Dispose();
        _own.Dispose();
        _cache.Dispose();
    }

    [Fact]
    public async Task The_users_folder_comes_first_in_any_accepted_form()
    {
        _own.Write("toy/a.amat.gz", Packed);
        Assert.Equal(Packed, await Read());
        Assert.Empty(_server.Requests);
        Assert.Empty(_cache.Files);
    }

    [Fact]
    public async Task A_bad_file_in_the_users_folder_is_an_error_and_never_passed_over_in_silence()
    {
        var path = _own.Write("toy/a.amat", [.. Plain[..^2], (byte)'7', (byte)'\n']);
        var error = await Assert.ThrowsAsync<DatasetException>(Read);
        Assert.Equal(path, error.File);
        Assert.StartsWith("SHA-256", error.Expected);
        Assert.Contains("vae data fetch toy --from FOLDER", error.Remedy);
        Assert.Contains("VAE_DATA", error.Remedy);
        Assert.True(System.IO.File.Exists(path));
    }

    [Fact]
    public async Task A_truncated_file_in_the_users_folder_is_named_with_both_lengths()
    {
        _own.Write("toy/a.amat", Plain[..1000]);
        var error = await Assert.ThrowsAsync<DatasetException>(Read);
        Assert.Equal(($"{Plain.Length} bytes", "1000 bytes"), (error.Expected, error.Found));
    }

    [Fact]
    public async Task What_is_missing_is_downloaded_once()
    {
        Assert.Equal(Plain, await Read());
        Assert.Equal(Plain, await Read());
        Assert.Single(_server.Requests);
        Assert.Equal([".lock", "a.amat"], _cache.Files);
    }

    [Fact]
    public async Task A_damaged_file_in_the_cache_is_replaced()
    {
        _cache.Write("toy/a.amat", new byte[Plain.Length]);
        Assert.Equal(Plain, await Read());
        Assert.Equal([".lock", "a.amat"], _cache.Files);
    }

    [Fact]
    public async Task Readers_at_the_same_time_download_once()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(Read)));
        Assert.All(all, bytes => Assert.Equal(Plain, bytes));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Fetch_from_a_folder_copies_and_locates()
    {
        using var source = new TempFolder();
        source.Write("a.amat.gz", Packed);
        Assert.Null(Store().Locate(Set));
        var folder = await Store().FetchAsync(Set, source.Path, null, default);
        Assert.Equal(Path.Combine(_cache.Path, "toy"), folder);
        Assert.Equal(folder, Store().Locate(Set));
        Assert.Equal(Packed, await Read());
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Fetch_from_a_folder_refuses_a_bad_file_and_leaves_nothing()
    {
        using var source = new TempFolder();
        source.Write("toy/a.amat", new byte[Plain.Length]);
        await Assert.ThrowsAsync<DatasetException>(() => Store().FetchAsync(Set, source.Path, null, default));
        Assert.Empty(_cache.Files);
    }

    [Fact]
    public async Task Fetch_from_a_folder_without_the_file_says_which_names_it_looked_for()
    {
        using var source = new TempFolder();
        var error = await Assert.ThrowsAsync<DatasetException>(() => Store().FetchAsync(Set, source.Path, null, default));
        Assert.Equal("a.amat or a.amat.gz", error.Expected);
    }

    [Fact]
    public async Task Fetch_from_an_address_tries_every_form_there()
    {
        using var packedOnly = new FileServer((request, stream, _) => request.Path == "/mirror/a.amat.gz"
            ? FileServer.SendFile(request, stream, Packed)
            : FileServer.Send(stream, "404 Not Found", [], "Content-Length: 0"));
        await Store().FetchAsync(Set, new Uri(packedOnly.Address, "mirror").ToString(), null, default);
        Assert.Equal([".lock", "a.amat.gz"], _cache.Files);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_a_typed_error()
    {
        var file = _cache.Write("not-a-folder", []);
        var store = new DatasetStore(null, file, new VerifiedDownloader(new(TimeSpan.FromSeconds(20))));
        var error = await Assert.ThrowsAsync<DatasetException>(() => store.ReadAsync(Set, File, null, default));
        Assert.Equal("a cache folder that can be written", error.Expected);
    }

    [Fact]
    public async Task Waiting_for_another_writer_can_be_cancelled()
    {
        using var held = await FolderLock.AcquireAsync(Path.Combine(_cache.Path, "toy"), default);
        using var cancellation = new CancellationTokenSource();
        var waiting = Store().ReadAsync(Set, File, null, cancellation.Token);
        Assert.False(waiting.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private DatasetStore Store() => new(_own.Path, _cache.Path, new VerifiedDownloader(new(TimeSpan.FromSeconds(20))));

    private Task<byte[]> Read() => Store().ReadAsync(Set, File, null, default);
}
