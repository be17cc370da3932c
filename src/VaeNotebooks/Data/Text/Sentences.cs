namespace VaeNotebooks;

/// <summary>The front door to text: every set of sentences of the course by name, as tokens in memory.</summary>
/// <remarks>Files are found and verified as for <see cref="Datasets"/>: <c>VAE_DATA</c>, then the cache, then the mirrors.</remarks>
public static class Sentences
{
    /// <summary>Loads English-Chinese sentence pairs, after a download if they are not on this machine yet.</summary>
    /// <param name="name">
    /// <c>grammar</c>: sentences of <see cref="SentenceGrammar"/>, with their factors. <c>tatoeba</c>: sentences that people wrote, in a fixed shuffled order
    /// (the file runs from short to long), in simplified and traditional script (<see cref="SentencePair.Script"/>); 2,000 English sentences, with all their
    /// translations, are set aside for testing.
    /// </param>
    /// <param name="trainCount">How many training pairs; null for 20,000 of the grammar, or all of Tatoeba. A smaller part is the beginning of a larger one.</param>
    /// <param name="testCount">How many test pairs; null for 2,000 of the grammar, or all of Tatoeba's.</param>
    /// <param name="where">Which pairs to take (short ones, one script); the split is made first, so it is the same for any condition. Null for all.</param>
    /// <param name="progress">Told how a download goes on; when null, a few lines on the console say it.</param>
    /// <param name="cancellation">Stops a download; the next one resumes it.</param>
    /// <returns>
    /// Token rows on <see cref="ComputeDevice.Current"/>; both parts are equally wide. Words and characters that occur once in Tatoeba's training part are
    /// <see cref="Vocabulary.Unknown"/>. The caller disposes it.
    /// </returns>
    /// <exception cref="ArgumentException">No set of sentences has this name, or the condition leaves none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is under 1 or above what the set has.</exception>
    /// <exception cref="DatasetException">A file is damaged, or cannot be had; the message says what to do.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SentenceSplits Load(
        string name,
        int? trainCount = null,
        int? testCount = null,
        Func<SentencePair, bool>? where = null,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        if (DatasetCatalog.All.FirstOrDefault(known => known.Name == name && known.IsText) is not { } set)
        {
            throw new ArgumentException(
                $"No set of sentences is called \"{name}\". Known: {string.Join(", ", DatasetCatalog.All.Where(known => known.IsText).Select(known => known.Name))}.",
                nameof(name));
        }

        if (set.IsGenerated) return SentenceLoader.Grammar(trainCount, testCount, where);
        var pairs = Read(set, DatasetStore.Default(), progress ?? new ConsoleProgress(Console.Out), cancellation);
        return SentenceLoader.Split(name, pairs, SentenceLoader.TestSentences, trainCount, testCount, where);
    }

    internal static IReadOnlyList<SentencePair> Read(DatasetInfo set, DatasetStore store, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        var file = set.Files[0];
        var bytes = Task.Run(() => store.ReadAsync(set, file, progress, cancellation), cancellation).GetAwaiter().GetResult();
        return PairReader.ReadZip(bytes, file.Forms[0].FileName, DatasetCatalog.TatoebaEntry, file.Count);
    }
}
