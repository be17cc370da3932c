namespace VaeNotebooks;

/// <summary>How far the fetch of one file has come.</summary>
/// <param name="FileName">The file, without folder.</param>
/// <param name="Source">The mirror or folder that it comes from.</param>
/// <param name="BytesDone">Bytes here so far, those of an earlier, resumed transfer included.</param>
/// <param name="BytesTotal">Bytes of the whole file.</param>
public readonly record struct DownloadProgress(string FileName, string Source, long BytesDone, long BytesTotal);
