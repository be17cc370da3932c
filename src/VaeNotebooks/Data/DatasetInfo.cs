namespace VaeNotebooks;

/// <summary>What is known of a data set before any file is read.</summary>
/// <param name="Name">The name that <see cref="Datasets.Load"/> or <see cref="Sentences.Load"/> takes; also the folder of its files.</param>
/// <param name="Summary">One line: what the data are, and how many.</param>
/// <param name="Licence">Licence as its authors or distributors state it.</param>
/// <param name="Citation">The work to cite.</param>
public sealed record DatasetInfo(string Name, string Summary, string Licence, string Citation)
{
    /// <summary>Bytes to download; 0 for a generated set.</summary>
    public long DownloadBytes => Files.Sum(file => file.Forms[0].Bytes);

    /// <summary>True for sentences, which <see cref="Sentences.Load"/> gives; images come from <see cref="Datasets.Load"/>.</summary>
    public bool IsText { get; init; }

    /// <summary>True when the project makes the data itself and needs no file.</summary>
    public bool IsGenerated => Files.Count == 0;

    internal IReadOnlyList<DatasetFile> Files { get; init; } = [];

    internal string FetchRemedy =>
        $"Run `vae data fetch {Name}`, or `vae data fetch {Name} --from FOLDER` with a folder that holds the files, " +
        $"or set {Datasets.DataFolderVariable} to a folder that has them under {Name}/.";
}

/// <summary>One published file, which may circulate in several forms (packed, plain): the first is the one to download.</summary>
/// <param name="Content">What the unpacked bytes are.</param>
/// <param name="Count">Images, labels or lines in it.</param>
/// <param name="Forms">The accepted forms, each with its own check.</param>
internal sealed record DatasetFile(DatasetFileContent Content, int Count, IReadOnlyList<FileForm> Forms);

/// <summary>How the unpacked bytes of a file are laid out.</summary>
internal enum DatasetFileContent
{
    IdxImages,
    IdxLabels,
    BinaryText,
    SentencePairs,
}

/// <summary>A file exactly as it circulates.</summary>
/// <param name="FileName">Its published name.</param>
/// <param name="Bytes">Its exact length.</param>
/// <param name="Sha256">Its SHA-256, in lower-case hexadecimal.</param>
/// <param name="Mirrors">Addresses to download it from, best first; none for a form that is only ever brought by the user.</param>
internal sealed record FileForm(string FileName, long Bytes, string Sha256, IReadOnlyList<Uri> Mirrors);
