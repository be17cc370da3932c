using System.Net;
using System.Net.Http.Headers;

namespace VaeNotebooks;

/// <summary>
/// Downloads one file of known length and SHA-256 from the first mirror that has it. Resumes what a cut connection left; reads no byte
/// beyond the known length; gives up on a server that is silent or crawls.
/// </summary>
/// <param name="silence">How long a server may send nothing.</param>
internal sealed class VerifiedDownloader(TimeSpan silence)
{
    private const int AttemptsPerMirror = 3;
    private const int SlowestBytesPerSecond = 20_000;

    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.None, // the published bytes are what is hashed
        ConnectTimeout = TimeSpan.FromSeconds(20),
        MaxAutomaticRedirections = 5,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Puts the file at <paramref name="target"/>, in one step. The caller holds the folder's lock.</summary>
    /// <exception cref="DatasetException">No mirror gave the file; the message says why for each.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what has come stays for the next time.</exception>
    public async Task DownloadAsync(
        FileForm form,
        IEnumerable<Uri> mirrors,
        string target,
        string remedy,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellation)
    {
        var part = new PartFile(target, form);
        var failures = new List<string>();
        foreach (var mirror in mirrors)
        {
            if (await TryMirrorAsync(mirror, form, part, failures, progress, cancellation).ConfigureAwait(false))
            {
                return;
            }
        }

        throw new DatasetException(
            form.FileName, $"{form.Bytes} bytes with SHA-256 {form.Sha256} from a mirror", $"none ({string.Join("; ", failures)})", remedy);
    }

    private async Task<bool> TryMirrorAsync(
        Uri mirror,
        FileForm form,
        PartFile part,
        List<string> failures,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= AttemptsPerMirror; attempt++)
        {
            var before = part.Length;
            try
            {
                await TransferAsync(mirror, form, part, progress, cancellation).ConfigureAwait(false);
                return true;
            }
            catch (IOException)
            {
                part.Delete(); // the disk failed, not the mirror: free the room
                throw;
            }
            catch (MirrorException failure)
            {
                failures.Add($"{mirror}: {failure.Message}");
                if (!failure.KeepsPart)
                {
                    part.Delete();
                }
            }

            // Again when the connection was cut on the way, or when it was the resumed part that was wrong.
            var cutOnTheWay = part.Length > before;
            var resumedInVain = before > 0 && part.Length == 0;
            if (!cutOnTheWay && !resumedInVain)
            {
                return false;
            }
        }

        return false;
    }

    private async Task TransferAsync(
        Uri mirror, FileForm form, PartFile part, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        if (part.Length < form.Bytes)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            try
            {
                await ReceiveAsync(mirror, form, part, progress, patience).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new MirrorException($"silent for {silence.TotalSeconds:0.#} s", keepsPart: true);
            }
        }

        if (!part.TryTake())
        {
            throw new MirrorException("wrong SHA-256", keepsPart: false);
        }
    }

    private async Task ReceiveAsync(
        Uri mirror, FileForm form, PartFile part, IProgress<DownloadProgress>? progress, CancellationTokenSource patience)
    {
        patience.CancelAfter(silence);
        using var response = await RequestAsync(mirror, part.Length, patience.Token).ConfigureAwait(false);
        var start = StartOf(response, part.Length);
        if (start + response.Content.Headers.ContentLength is { } offered && offered != form.Bytes)
        {
            throw new MirrorException($"offers {offered} bytes", keepsPart: true);
        }

        using var body = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        using var file = part.OpenAt(start);
        await CopyAsync(body, file, form, Report, patience).ConfigureAwait(false);

        void Report(long done) => progress?.Report(new(form.FileName, mirror.ToString(), done, form.Bytes));
    }

    private async Task CopyAsync(Stream body, FileStream file, FileForm form, Action<long> report, CancellationTokenSource patience)
    {
        var slowest = TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(form.Bytes / SlowestBytesPerSecond);
        var started = TimeProvider.System.GetTimestamp();
        var buffer = new byte[81920];
        while (await ReadAsync(body, buffer, patience.Token).ConfigureAwait(false) is var read and > 0)
        {
            if (file.Position + read > form.Bytes)
            {
                throw new MirrorException($"sends more than {form.Bytes} bytes", keepsPart: false);
            }

            await file.WriteAsync(buffer.AsMemory(0, read), patience.Token).ConfigureAwait(false);
            report(file.Position);
            patience.CancelAfter(silence);
            if (TimeProvider.System.GetElapsedTime(started) > slowest)
            {
                throw new MirrorException($"slower than {SlowestBytesPerSecond} bytes a second", keepsPart: true);
            }
        }

        if (file.Position < form.Bytes)
        {
            throw new MirrorException($"ends after {file.Position} bytes", keepsPart: false);
        }
    }

    private static async Task<HttpResponseMessage> RequestAsync(Uri mirror, long start, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, mirror);
        request.Headers.AcceptEncoding.Add(new("identity"));
        request.Headers.Range = start > 0 ? new RangeHeaderValue(start, null) : null;
        try
        {
            return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            throw new MirrorException(error.Message, keepsPart: true, error);
        }
    }

    // A server that knows no ranges answers 200 with the whole file: start again.
    private static long StartOf(HttpResponseMessage response, long asked) => response.StatusCode switch
    {
        HttpStatusCode.OK => 0,
        HttpStatusCode.PartialContent when response.Content.Headers.ContentRange?.From == asked => asked,
        HttpStatusCode.PartialContent => throw new MirrorException("answers with another range", keepsPart: true),
        HttpStatusCode.RequestedRangeNotSatisfiable => throw new MirrorException("refuses to resume", keepsPart: false),
        var status => throw new MirrorException($"HTTP status {(int)status}", keepsPart: true),
    };

    private static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellation).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            throw new MirrorException("connection cut", keepsPart: true, error);
        }
    }

    /// <summary>This mirror failed; <see cref="KeepsPart"/> says whether the bytes so far may still be good.</summary>
    private sealed class MirrorException(string message, bool keepsPart, Exception? inner = null) : Exception(message, inner)
    {
        public bool KeepsPart { get; } = keepsPart;
    }
}
