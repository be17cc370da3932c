namespace CSharpNotebooks;

/// <summary>The console's input as cells see it: each line is asked of the reader. At its end where nobody can be asked.</summary>
internal sealed class CellReader : TextReader
{
    private string _rest = "";

    public override int Peek() => Fill() ? _rest[0] : -1;

    public override int Read()
    {
        var next = Peek();
        _rest = next < 0 ? "" : _rest[1..];
        return next;
    }

    public override string? ReadLine()
    {
        var line = _rest.Length > 0 ? _rest : Ask();
        _rest = "";
        return line?.TrimEnd('\n');
    }

    public override string ReadToEnd() => ReadLine() ?? "";

    private static string? Ask() => CellScope.Current?.Input?.ReadLine("", isSecret: false);

    private bool Fill()
    {
        _rest = _rest.Length > 0 ? _rest : Ask() is { } line ? line + "\n" : "";
        return _rest.Length > 0;
    }
}
