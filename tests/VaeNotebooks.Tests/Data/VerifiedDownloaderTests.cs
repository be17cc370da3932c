using System.Net.Sockets;
using System.Text;
using Xunit;

namespace VaeNotebooks.Tests;

public sealed class VerifiedDownloaderTests : IDisposable
{
    private static readonly byte[] Good = TestFiles.Random(300_000, seed: 1, below: 256);

    private readonly TempFolder _folder = new();
    private readonly List<FileServer> _servers = [];

    public void Dispose()
    {
        _servers.ForEach(server => server.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public async Task A_good_mirror_gives_the_file_and_leaves_no_part()
    {
        await Download(Serve(FileServer.Of(Good)));
        AssertOnlyTheGoodFile();
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task After_a_refusal_the_next_mirror_is_asked(int status)
    {
        await Download(Serve(FileServer.Status(status)), Serve(FileServer.Of(Good)));
        AssertOnlyTheGoodFile();
    }

    [Fact]
    public async Task A_dead_host_is_passed_over()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var dead = new Uri($"http://{listener.LocalEndpoint}/");
        listener.Stop();
        await Download(dead, Serve(FileServer.Of(Good)));
        AssertOnlyTheGoodFile();
    }

    [Fact]
    public async Task A_file_of_the_right_length_and_wrong_hash_is_not_taken_and_not_kept()
    {
        byte[] corrupt = [.. Good];
        corrupt[12345] ^= 1;
        var error = await Assert.ThrowsAsync<DatasetException>(() => Download(Serve(FileServer.Of(corrupt))));
        Assert.Contains("SHA-256", error.Message);
        Assert.Contains("file.gz", error.Message);
        Assert.Contains("the remedy", error.Message);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task After_a_wrong_hash_the_next_mirror_is_asked_from_the_start()
    {
        var good = Serve(FileServer.Of(Good), out var server);
        await Download(Serve(FileServer.Of(new byte[Good.Length])), good);
        AssertOnlyTheGoodFile();
        Assert.Equal([new FileRequest("/", null)], server.Requests);
    }

    [Fact]
    public async Task A_cut_connection_leaves_a_part_that_the_next_mirror_resumes()
    {
        var cutting = Serve(new FileServer((request, stream, _) =>
            request.From is null ? SendCut(stream, 100_000) : FileServer.Send(stream, "404 Gone", [], "Content-Length: 0")));
        var resuming = Serve(FileServer.Of(Good), out var server);
        await Download(cutting, resuming);
        AssertOnlyTheGoodFile();
        Assert.Equal(100_000, Assert.Single(server.Requests).From);
    }

    [Fact]
    public async Task A_cut_connection_is_resumed_by_a_later_call()
    {
        await Assert.ThrowsAsync<DatasetException>(() => Download(Serve(new FileServer((request, stream, _) =>
            request.From is null ? SendCut(stream, 100_000) : FileServer.Send(stream, "503 Busy", [], "Content-Length: 0")))));
        Assert.Equal(["file.gz.part"], _folder.Files);
        await Download(Serve(FileServer.Of(Good), out var server));
        AssertOnlyTheGoodFile();
        Assert.Equal(100_000, Assert.Single(server.Requests).From);
    }

    [Fact]
    public async Task A_server_without_ranges_sends_the_file_again()
    {
        _folder.Write("file.gz.part", Good[..100_000]);
        await Download(Serve(new FileServer((_, stream, _) => FileServer.SendFile(new("/", null), stream, Good)), out var server));
        AssertOnlyTheGoodFile();
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_part_that_is_wrong_costs_one_more_download_from_the_same_mirror()
    {
        _folder.Write("file.gz.part", new byte[100_000]);
        await Download(Serve(FileServer.Of(Good), out var server));
        AssertOnlyTheGoodFile();
        Assert.Equal([100_000, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task A_whole_part_is_taken_without_a_request()
    {
        _folder.Write("file.gz.part", Good);
        await Download(Serve(FileServer.Of(Good), out var server));
        AssertOnlyTheGoodFile();
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_refused_range_and_a_wrong_range_both_end_well()
    {
        _folder.Write("file.gz.part", Good[..100_000]);
        var wrongRange = Serve(new FileServer((_, stream, _) =>
            FileServer.Send(stream, "206 Partial Content", Good[5..], $"Content-Range: bytes 5-299999/300000", "Content-Length: 299995")));
        var refusing = Serve(new FileServer((request, stream, _) => request.From is null
            ? FileServer.SendFile(request, stream, Good)
            : FileServer.Send(stream, "416 Range Not Satisfiable", [], "Content-Length: 0")), out var server);
        await Download(wrongRange, refusing);
        AssertOnlyTheGoodFile();
        Assert.Equal([100_000, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task A_redirect_is_followed()
    {
        await Download(Serve(new FileServer((request, stream, _) => request.Path == "/"
            ? FileServer.Send(stream, "302 Found", [], "Location: /elsewhere", "Content-Length: 0")
            : FileServer.SendFile(request, stream, Good))));
        AssertOnlyTheGoodFile();
    }

    [Fact]
    public async Task A_circle_of_redirects_ends()
    {
        await Assert.ThrowsAsync<DatasetException>(() => Download(Serve(new FileServer((_, stream, _) =>
            FileServer.Send(stream, "302 Found", [], "Location: /", "Content-Length: 0")))));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task A_server_that_announces_another_length_is_refused_before_a_byte_is_written()
    {
        var error = await Assert.ThrowsAsync<DatasetException>(() => Download(Serve(FileServer.Of(Encoding.ASCII.GetBytes("<html>log in</html>")))));
        Assert.Contains("offers 19 bytes", error.Message);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task A_server_that_never_stops_is_cut_off_at_the_known_length()
    {
        var sent = 0L;
        var endless = Serve(new FileServer(async (_, stream, closing) =>
        {
            await FileServer.Send(stream, "200 OK", []);
            for (; !closing.IsCancellationRequested; sent += Good.Length)
            {
                await stream.WriteAsync(Good, closing);
            }
        }));
        var error = await Assert.ThrowsAsync<DatasetException>(() => Download(endless));
        Assert.Contains("more than 300000 bytes", error.Message);
        Assert.Empty(_folder.Files);
        Assert.True(sent < 100_000_000, $"{sent} bytes were taken from the endless server.");
    }

    [Fact]
    public async Task A_body_that_ends_early_without_a_length_is_not_kept()
    {
        await Assert.ThrowsAsync<DatasetException>(() => Download(Serve(new FileServer((_, stream, _) => FileServer.Send(stream, "200 OK", Good[..1000])))));
        Assert.Empty(_folder.Files);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_silent_server_is_given_up(bool afterSomeBytes)
    {
        var silent = Serve(new FileServer(async (_, stream, closing) =>
        {
            if (afterSomeBytes)
            {
                await FileServer.Send(stream, "200 OK", Good[..1000], $"Content-Length: {Good.Length}");
            }

            await Task.Delay(Timeout.Infinite, closing);
        }));
        var error = await Assert.ThrowsAsync<DatasetException>(() => Download([silent], null, new(TimeSpan.FromMilliseconds(300)), default));
        Assert.Contains("silent for 0.3 s", error.Found);
    }

    [Fact]
    public async Task A_slow_server_that_keeps_sending_is_waited_for()
    {
        await Download(Serve(new FileServer(async (_, stream, closing) =>
        {
            await FileServer.Send(stream, "200 OK", [], $"Content-Length: {Good.Length}");
            foreach (var piece in Good.Chunk(50_000))
            {
                await Task.Delay(50, closing);
                await stream.WriteAsync(piece, closing);
            }
        })));
        AssertOnlyTheGoodFile();
    }

    [Fact]
    public async Task A_server_that_crawls_is_given_up_and_what_it_sent_is_resumed_elsewhere()
    {
        var crawling = Serve(new FileServer(async (request, stream, closing) =>
        {
            if (request.From is not null)
            {
                await FileServer.Send(stream, "404 Gone", [], "Content-Length: 0");
                return;
            }

            await FileServer.Send(stream, "200 OK", Good[..1000], $"Content-Length: {Good.Length}");
            await Task.Delay(Timeout.Infinite, closing);
        }));
        var impatient = new DownloadPatience(TimeSpan.FromSeconds(20)) { Grace = TimeSpan.Zero, SlowestBytesPerSecond = long.MaxValue };
        var error = await Assert.ThrowsAsync<DatasetException>(() => Download([crawling], null, impatient, default));
        Assert.Contains("slower than", error.Found);
        await Download(Serve(FileServer.Of(Good), out var server));
        AssertOnlyTheGoodFile();
        Assert.Equal(1000, Assert.Single(server.Requests).From);
    }

    [Fact]
    public async Task Cancelling_stops_the_transfer_and_keeps_the_part()
    {
        using var cancellation = new CancellationTokenSource();
        var silent = Serve(new FileServer(async (_, stream, closing) =>
        {
            await FileServer.Send(stream, "200 OK", Good[..1000], $"Content-Length: {Good.Length}");
            await Task.Delay(Timeout.Infinite, closing);
        }));
        var progress = new Sink(_ => cancellation.Cancel());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Download([silent], progress, new(TimeSpan.FromMinutes(5)), cancellation.Token));
        Assert.Equal(["file.gz.part"], _folder.Files);
    }

    [Fact]
    public async Task Progress_grows_to_the_whole_length()
    {
        var seen = new List<DownloadProgress>();
        await Download([Serve(FileServer.Of(Good))], new Sink(seen.Add), new(TimeSpan.FromSeconds(20)), default);
        Assert.Equal(seen.OrderBy(step => step.BytesDone), seen);
        Assert.Equal((Good.Length, Good.Length, "file.gz"), (seen[^1].BytesDone, seen[^1].BytesTotal, seen[^1].FileName));
    }

    [Fact]
    public async Task When_all_fail_the_error_says_why_for_each_mirror()
    {
        var (first, second) = (Serve(FileServer.Status(403)), Serve(FileServer.Status(500)));
        var error = await Assert.ThrowsAsync<DatasetException>(() => Download(first, second));
        Assert.Contains($"{first}: HTTP status 403; {second}: HTTP status 500", error.Found);
    }

    private static async Task SendCut(NetworkStream stream, int length)
    {
        await FileServer.Send(stream, "200 OK", Good[..length], $"Content-Length: {Good.Length}");
    }

    private Uri Serve(FileServer server) => Serve(server, out _);

    private Uri Serve(FileServer server, out FileServer same)
    {
        _servers.Add(server);
        same = server;
        return server.Address;
    }

    private Task Download(params Uri[] mirrors) => Download(mirrors, null, new(TimeSpan.FromSeconds(20)), CancellationToken.None);

    private Task Download(Uri[] mirrors, IProgress<DownloadProgress>? progress, DownloadPatience patience, CancellationToken cancellation) =>
        new VerifiedDownloader(patience).DownloadAsync(
            TestFiles.Form("file.gz", Good), mirrors, Path.Combine(_folder.Path, "file.gz"), "the remedy", progress, cancellation);

    private void AssertOnlyTheGoodFile()
    {
        Assert.Equal(["file.gz"], _folder.Files);
        Assert.Equal(Good, File.ReadAllBytes(Path.Combine(_folder.Path, "file.gz")));
    }

    private sealed class Sink(Action<DownloadProgress> report) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => report(value);
    }
}
