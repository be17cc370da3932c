namespace VaeNotebooks;

/// <summary>
/// Finds the files of a set: first in the user's data folder, then in the cache, then on the mirrors. Every byte handed out was hashed.
/// </summary>
/// <param name="dataFolder">The user's folder, with one folder per set; null for none. It is only read.</param>
/// <param name="cacheFolder">Where fetched files go, one folder per set.</param>
/// <param name="downloader">Brings what is not here.</param>
internal sealed class DatasetStore(string? dataFolder, string cacheFolder, VerifiedDownloader downloader)
{
    /// <summary>The store of this process.</summary>
    /// <exception cref="DatasetException"><c>VAE_DATA</c> names no folder.</exception>
    public static DatasetStore Default()
    {
        var folder = Datasets.DataFolder;
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new DatasetException(
                folder, $"the folder that {Datasets.DataFolderVariable} names", "no such folder", "Correct the variable or unset it.");
        }

        return new(folder, DataFolders.Cache, new VerifiedDownloader(new DownloadPatience(TimeSpan.FromSeconds(30))));
    }

    /// <summary>The folder that holds every file of the set, or null. Looks at names and lengths only.</summary>
    public string? Locate(DatasetInfo set) => Folders(set).FirstOrDefault(folder =>
        set.Files.All(file => FormIn(folder, file) is { } form && new FileInfo(Path.Combine(folder, form.FileName)).Length == form.Bytes));

    /// <summary>The verified bytes of one file, fetched if need be.</summary>
    /// <exception cref="DatasetException">The user's copy is bad, or the file is nowhere to be had.</exception>
    public async Task<byte[]> ReadAsync(
        DatasetInfo set, DatasetFile file, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        if (UserCopy(set, file) is { } own)
        {
            return VerifiedFile.Read(own.Path, own.Form, set.FetchRemedy);
        }

        var cached = GoodCopy(CacheOf(set), file) ?? await DownloadAsync(set, file, null, progress, cancellation).ConfigureAwait(false);
        return VerifiedFile.Read(cached.Path, cached.Form, set.FetchRemedy);
    }

    /// <summary>Makes sure that every file of the set is here and good.</summary>
    /// <param name="set">The set.</param>
    /// <param name="from">A folder to copy from, or the address that file names are appended to; null for the known mirrors.</param>
    /// <param name="progress">Told after each piece.</param>
    /// <param name="cancellation">Stops between two pieces.</param>
    /// <returns>The folder of the files.</returns>
    /// <exception cref="DatasetException">A file is not to be had, or is bad.</exception>
    public async Task<string> FetchAsync(
        DatasetInfo set, string? from, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var address = AsAddress(from);
        foreach (var file in set.Files)
        {
            if (from is not null && address is null)
            {
                await ImportAsync(set, file, from, progress, cancellation).ConfigureAwait(false);
            }
            else if (UserCopy(set, file) is { } own)
            {
                VerifiedFile.Read(own.Path, own.Form, set.FetchRemedy);
            }
            else if (GoodCopy(CacheOf(set), file) is null)
            {
                await DownloadAsync(set, file, address, progress, cancellation).ConfigureAwait(false);
            }
        }

        return Locate(set) ?? CacheOf(set);
    }

    private static Uri? AsAddress(string? from) =>
        Uri.TryCreate(from, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? new Uri(from.TrimEnd('/') + "/")
            : null;

    private async Task<FoundFile> DownloadAsync(
        DatasetInfo set, DatasetFile file, Uri? address, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        return await WithCacheAsync(set, file, cancellation, async folder =>
        {
            // The first form that has mirrors; a given address may hold any of them.
            DatasetException? failure = null;
            foreach (var form in file.Forms.Where(form => address is not null || form.Mirrors.Count > 0))
            {
                try
                {
                    var mirrors = address is null ? form.Mirrors : [new Uri(address, form.FileName)];
                    var target = Path.Combine(folder, form.FileName);
                    await downloader.DownloadAsync(form, mirrors, target, set.FetchRemedy, progress, cancellation).ConfigureAwait(false);
                    return new FoundFile(target, form);
                }
                catch (DatasetException error)
                {
                    failure ??= error;
                }
            }

            throw failure!;
        }).ConfigureAwait(false);
    }

    private async Task ImportAsync(
        DatasetInfo set, DatasetFile file, string from, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var source = Candidates([Path.Combine(from, set.Name), from], file).FirstOrDefault() ?? throw new DatasetException(
            Path.Combine(from, file.Forms[0].FileName), string.Join(" or ", file.Forms.Select(form => form.FileName)), "no such file",
            $"Give the folder that holds the files, or one that holds them under {set.Name}/.");
        var bytes = VerifiedFile.Read(source.Path, source.Form, set.FetchRemedy);
        await WithCacheAsync(set, file, cancellation, folder =>
        {
            var target = Path.Combine(folder, source.Form.FileName);
            var temporary = target + ".tmp"; // under the lock: a fixed name, so that a killed process leaves one file at most
            try
            {
                File.WriteAllBytes(temporary, bytes);
                File.Move(temporary, target, overwrite: true);
            }
            finally
            {
                File.Delete(temporary); // gone already, unless the disk failed
            }

            progress?.Report(new(source.Form.FileName, from, bytes.Length, bytes.Length));
            return Task.FromResult(new FoundFile(target, source.Form));
        }).ConfigureAwait(false);
    }

    // Another process may have brought the file while this one waited for the lock.
    private async Task<FoundFile> WithCacheAsync(
        DatasetInfo set, DatasetFile file, CancellationToken cancellation, Func<string, Task<FoundFile>> write)
    {
        var folder = CacheOf(set);
        try
        {
            using var held = await FolderLock.AcquireAsync(folder, cancellation).ConfigureAwait(false);
            return GoodCopy(folder, file) ?? await write(folder).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(
                folder, "a cache folder that can be written", error.Message.TrimEnd('.'),
                $"Free some room or allow writing there, or set {Datasets.DataFolderVariable} to a folder that has the files under {set.Name}/.", error);
        }
    }

    private string CacheOf(DatasetInfo set) => Path.Combine(cacheFolder, set.Name);

    private IEnumerable<string> Folders(DatasetInfo set) =>
        dataFolder is null ? [CacheOf(set)] : [Path.Combine(dataFolder, set.Name), CacheOf(set)];

    private FoundFile? UserCopy(DatasetInfo set, DatasetFile file) =>
        dataFolder is null ? null : Candidates([Path.Combine(dataFolder, set.Name)], file).FirstOrDefault();

    private static FoundFile? GoodCopy(string folder, DatasetFile file) =>
        Candidates([folder], file).FirstOrDefault(found => VerifiedFile.IsGood(found.Path, found.Form));

    private static FileForm? FormIn(string folder, DatasetFile file) => Candidates([folder], file).FirstOrDefault()?.Form;

    private static IEnumerable<FoundFile> Candidates(IEnumerable<string> folders, DatasetFile file) =>
        from folder in folders
        from form in file.Forms
        let path = Path.Combine(folder, form.FileName)
        where File.Exists(path)
        select new FoundFile(path, form);

    private sealed record FoundFile(string Path, FileForm Form);
}
