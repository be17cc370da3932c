namespace VaeNotebooks;

/// <summary>The bytes of a download so far. It becomes the file only when whole and of the right SHA-256.</summary>
internal sealed class PartFile
{
    private readonly string _path;
    private readonly string _target;
    private readonly FileForm _form;

    /// <param name="target">Where the finished file goes; the part lies beside it as <c>.part</c>.</param>
    /// <param name="form">What the finished file must be.</param>
    public PartFile(string target, FileForm form)
    {
        (_path, _target, _form) = (target + ".part", target, form);
        if (Length > form.Bytes)
        {
            Delete();
        }
    }

    /// <summary>Bytes here so far, 0 when there is no part.</summary>
    public long Length => File.Exists(_path) ? new FileInfo(_path).Length : 0;

    /// <summary>Opens for writing behind the first <paramref name="start"/> bytes; what was behind them is dropped.</summary>
    public FileStream OpenAt(long start)
    {
        var stream = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        stream.SetLength(start);
        stream.Position = start;
        return stream;
    }

    /// <summary>Moves the part to its target in one step if it is the published file.</summary>
    public bool TryTake()
    {
        if (!VerifiedFile.IsGood(_path, _form))
        {
            return false;
        }

        File.Move(_path, _target, overwrite: true);
        return true;
    }

    public void Delete() => File.Delete(_path);
}
