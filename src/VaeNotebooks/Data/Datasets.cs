namespace VaeNotebooks;

/// <summary>The front door to images: every set of the course by name, as tensors in memory. Sentences come from <see cref="Sentences"/>.</summary>
/// <remarks>
/// Files are taken from the folder named by the environment variable <c>VAE_DATA</c> (with <c>mnist/</c>, <c>fashion-mnist/</c>,
/// <c>binarized-mnist/</c> under it), else from the cache (<c>data/cache</c> of the repository, or a folder of the user), else downloaded
/// there. A file is used only if its SHA-256 is the published one.
/// </remarks>
public static class Datasets
{
    /// <summary>The environment variable that names the user's own data folder.</summary>
    public const string DataFolderVariable = "VAE_DATA";

    /// <summary>
    /// The folder that <c>VAE_DATA</c> names, as a full path; null when it is not set. A relative one is taken from the current directory or,
    /// where it leads nowhere from there, from the repository. It need not exist.
    /// </summary>
    public static string? DataFolder => DataFolders.Own(Environment.GetEnvironmentVariable(DataFolderVariable));

    /// <summary>The sets by name: images <c>strokes</c>, <c>mnist</c>, <c>fashion-mnist</c>, <c>binarized-mnist</c>; sentences <c>grammar</c>, <c>tatoeba</c>.</summary>
    public static IReadOnlyList<DatasetInfo> List() => DatasetCatalog.All;

    /// <summary>The folder on this machine that holds all files of a set (by name and length), or null: not here, or generated.</summary>
    /// <param name="name">A name of <see cref="List"/>.</param>
    /// <exception cref="ArgumentException">No set has this name.</exception>
    /// <exception cref="DatasetException"><c>VAE_DATA</c> names no folder.</exception>
    public static string? Locate(string name)
    {
        var set = DatasetCatalog.Find(name);
        return set.IsGenerated ? null : DatasetStore.Default().Locate(set);
    }

    /// <summary>Loads a set, after a download if it is not on this machine yet.</summary>
    /// <param name="name">A name of <see cref="List"/>.</param>
    /// <param name="trainCount">How many training images, from the first on; null for all.</param>
    /// <param name="testCount">
    /// How many test images; null for all. The first ones, except for <c>binarized-mnist</c>: its test lines are sorted by class, so a part
    /// is taken in one fixed shuffled order (a smaller part is the beginning of a larger one).
    /// </param>
    /// <param name="progress">Told how a download goes on; when null, a few lines on the console say it.</param>
    /// <param name="cancellation">Stops a download; the next one resumes it.</param>
    /// <returns>
    /// Images <c>[N, 784]</c>, float32 in [0, 1], and labels <c>[N]</c> int64. <c>binarized-mnist</c> has no labels, pixels 0 or 1,
    /// and a validation part of 10,000. On <see cref="ComputeDevice.Current"/>. The caller disposes it.
    /// </returns>
    /// <exception cref="ArgumentException">No set has this name, or it is one of sentences.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is under 1 or above what the set has.</exception>
    /// <exception cref="DatasetException">A file is damaged, or cannot be had; the message says what to do.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DatasetSplits Load(
        string name,
        int? trainCount = null,
        int? testCount = null,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        var set = DatasetCatalog.Find(name);
        if (set.IsText) throw new ArgumentException($"The set \"{name}\" is text: use Sentences.Load(\"{name}\").", nameof(name));
        var device = ComputeDevice.Current; // refused before the work is done
        var splits = set.IsGenerated
            ? DatasetLoader.Generate(trainCount, testCount)
            : new DatasetLoader(set, DatasetStore.Default(), progress ?? new ConsoleProgress(Console.Out), cancellation).Load(trainCount, testCount);
        return splits.To(device);
    }

    /// <summary>Brings every file of a set to this machine; does nothing where they are here and good, or for a generated set.</summary>
    /// <param name="name">A name of <see cref="List"/>.</param>
    /// <param name="from">
    /// A folder that holds the files, or an http address that their names are appended to; null for the known mirrors.
    /// </param>
    /// <param name="progress">Told how it goes on; null for silence.</param>
    /// <param name="cancellation">Stops it; the next fetch resumes.</param>
    /// <returns>The folder of the files.</returns>
    /// <exception cref="ArgumentException">No set has this name, or it has no files.</exception>
    /// <exception cref="DatasetException">A file is damaged, or cannot be had; the message says what to do.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Task<string> FetchAsync(
        string name, string? from = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        var set = DatasetCatalog.Find(name);
        return set.IsGenerated
            ? throw new ArgumentException($"The set \"{name}\" is generated: there is nothing to fetch.", nameof(name))
            : DatasetStore.Default().FetchAsync(set, from, progress, cancellation);
    }
}
