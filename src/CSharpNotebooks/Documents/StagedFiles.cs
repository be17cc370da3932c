namespace CSharpNotebooks;

/// <summary>
/// Files that take their places together or not at all: each is written beside its target, and only when the last is whole are they renamed.
/// Disposing it before that removes what was written.
/// </summary>
internal sealed class StagedFiles : IDisposable
{
    private readonly string _suffix = $".{Guid.NewGuid():N}.tmp"; // two processes may be writing the same files
    private readonly List<string> _targets = [];

    /// <summary>The files so far, as full paths.</summary>
    public IReadOnlyCollection<string> Targets => _targets;

    /// <summary>Writes one; its folder is made when missing.</summary>
    /// <exception cref="IOException">It cannot be written; the message names it and what to do.</exception>
    public string Add(string path, byte[] content)
    {
        var target = Path.GetFullPath(path);
        Explained(target, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            _targets.Add(target);
            File.WriteAllBytes(target + _suffix, content);
        });
        return target;
    }

    /// <summary>Puts all in place.</summary>
    /// <exception cref="IOException">As <see cref="Add"/>.</exception>
    public void Commit()
    {
        foreach (var target in _targets)
        {
            Explained(target, () => File.Move(target + _suffix, target, overwrite: true));
        }
    }

    public void Dispose() => _targets.ForEach(target => File.Delete(target + _suffix));

    private static void Explained(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"'{path}' could not be written: {e.Message.TrimEnd('.')}. What was there before is untouched. "
                + "Remedy: free some room or allow writing in that folder, or choose another one.", e);
        }
    }
}
