namespace CSharpNotebooks;

/// <summary>The console's input as cells see it: each line is asked of the reader. At its end where nobody can be asked.</summary>
internal sealed class CellReader : TextReader
{
    private CellScope? _asker;
    private string _rest = "";

    public override int Peek() => Fill() ? _rest[0] : -1;

    public override int Read()
    {
        var next = Peek();
        _rest = next < 0 ? "" : _rest[1..];
        return next;
    }

    // The framework's own would ask again and again until the buffer is full; a console gives what was typed.
    public override int Read(char[] buffer, int index, int count)
    {
        var length = count > 0 && Fill() ? Math.Min(count, _rest.Length) : 0;
        _rest.CopyTo(0, buffer, index, length);
        _rest = _rest[length..];
        return length;
    }

    public override string? ReadLine()
    {
        if (!Fill())
        {
            return null;
        }

        var end = _rest.IndexOf('\n', StringComparison.Ordinal);
        var line = _rest[..end];
        _rest = _rest[(end + 1)..];
        return line;
    }

    public override string ReadToEnd() => ReadLine() ?? "";

    /// <summary>Whether something is there to read: what is left of the last answer, or a new one. What an earlier cell left unread is not this cell's.</summary>
    private bool Fill()
    {
        var cell = CellScope.Current;
        if (_rest.Length == 0 || _asker != cell)
        {
            (_asker, _rest) = (cell, "");
            _rest = cell?.Input?.ReadLine("", isSecret: false) is { } line ? line.TrimEnd('\n') + "\n" : "";
        }

        return _rest.Length > 0;
    }
}
