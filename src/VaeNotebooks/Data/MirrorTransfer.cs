using System.Net;
using System.Net.Http.Headers;

namespace VaeNotebooks;

/// <summary>This mirror failed; <see cref="KeepsPart"/> says whether the bytes so far may still be good.</summary>
internal sealed class MirrorException(string message, bool keepsPart, Exception? inner = null) : Exception(message, inner)
{
    public bool KeepsPart { get; } = keepsPart;
}

/// <summary>One attempt to bring a file, or the rest of it, from one mirror. Reads no byte beyond the known length.</summary>
internal sealed class MirrorTransfer(FileForm form, PartFile part, DownloadPatience patience, IProgress<DownloadProgress>? progress)
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.None, // the published bytes are what is hashed
        ConnectTimeout = TimeSpan.FromSeconds(20),
        MaxAutomaticRedirections = 5,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    /// <exception cref="MirrorException">The mirror does not give the file.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public async Task RunAsync(Uri mirror, CancellationToken cancellation)
    {
        if (part.Length < form.Bytes)
        {
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            try
            {
                await ReceiveAsync(mirror, silence).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new MirrorException($"silent for {patience.Silence.TotalSeconds:0.#} s", keepsPart: true);
            }
        }

        if (!part.TryTake())
        {
            throw new MirrorException("wrong SHA-256", keepsPart: false);
        }
    }

    private async Task ReceiveAsync(Uri mirror, CancellationTokenSource silence)
    {
        silence.CancelAfter(patience.Silence);
        using var response = await RequestAsync(mirror, part.Length, silence.Token).ConfigureAwait(false);
        var start = StartOf(response, part.Length);
        if (start + response.Content.Headers.ContentLength is { } offered && offered != form.Bytes)
        {
            throw new MirrorException($"offers {offered} bytes", keepsPart: true);
        }

        using var body = await response.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
        using var file = part.OpenAt(start);
        await CopyAsync(body, file, mirror, silence).ConfigureAwait(false);
        if (file.Position < form.Bytes)
        {
            throw new MirrorException($"ends after {file.Position} bytes", keepsPart: false);
        }
    }

    private async Task CopyAsync(Stream body, FileStream file, Uri mirror, CancellationTokenSource silence)
    {
        var started = TimeProvider.System.GetTimestamp();
        var buffer = new byte[81920];
        while (await ReadAsync(body, buffer, silence.Token).ConfigureAwait(false) is var read and > 0)
        {
            if (file.Position + read > form.Bytes)
            {
                throw new MirrorException($"sends more than {form.Bytes} bytes", keepsPart: false);
            }

            await file.WriteAsync(buffer.AsMemory(0, read), silence.Token).ConfigureAwait(false);
            progress?.Report(new(form.FileName, mirror.ToString(), file.Position, form.Bytes));
            silence.CancelAfter(patience.Silence);
            if (TimeProvider.System.GetElapsedTime(started) > patience.For(form.Bytes))
            {
                throw new MirrorException($"slower than {patience.SlowestBytesPerSecond} bytes a second", keepsPart: true);
            }
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
}
