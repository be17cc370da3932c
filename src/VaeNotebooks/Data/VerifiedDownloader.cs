namespace VaeNotebooks;

/// <summary>
/// Downloads one file of known length and SHA-256 from the first mirror that has it, and resumes what a cut connection left.
/// </summary>
/// <param name="patience">When to give up on a mirror.</param>
internal sealed class VerifiedDownloader(DownloadPatience patience)
{
    private const int AttemptsPerMirror = 3;

    /// <summary>Puts the file at <paramref name="target"/>, in one step. The caller holds the folder's lock.</summary>
    /// <exception cref="DatasetException">No mirror gave the file; the message says why for each, and ends with the remedy.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what has come stays for the next time.</exception>
    public async Task DownloadAsync(
        FileForm form, IEnumerable<Uri> mirrors, string target, string remedy, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var part = new PartFile(target, form);
        var transfer = new MirrorTransfer(form, part, patience, progress);
        var failures = new List<string>();
        foreach (var mirror in mirrors)
        {
            if (await TryMirrorAsync(mirror, transfer, part, failures, cancellation).ConfigureAwait(false))
            {
                return;
            }
        }

        throw new DatasetException(
            form.FileName, $"{form.Bytes} bytes with SHA-256 {form.Sha256} from a mirror", $"none ({string.Join("; ", failures)})", remedy);
    }

    private static async Task<bool> TryMirrorAsync(
        Uri mirror, MirrorTransfer transfer, PartFile part, List<string> failures, CancellationToken cancellation)
    {
        var again = true;
        for (var attempt = 1; again && attempt <= AttemptsPerMirror; attempt++)
        {
            var before = part.Length;
            if (await FailureOfAsync(mirror, transfer, part, cancellation).ConfigureAwait(false) is not { } failure)
            {
                return true;
            }

            // Again when the connection was cut on the way, or when it was the resumed part that was wrong.
            failures.Add(failure);
            again = part.Length > before || (before > 0 && part.Length == 0);
        }

        return false;
    }

    private static async Task<string?> FailureOfAsync(Uri mirror, MirrorTransfer transfer, PartFile part, CancellationToken cancellation)
    {
        try
        {
            await transfer.RunAsync(mirror, cancellation).ConfigureAwait(false);
            return null;
        }
        catch (IOException)
        {
            part.Delete(); // the disk failed, not the mirror: free the room
            throw;
        }
        catch (MirrorException failure)
        {
            if (!failure.KeepsPart)
            {
                part.Delete();
            }

            return $"{mirror}: {failure.Message}";
        }
    }
}
