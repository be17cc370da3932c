namespace CSharpNotebooks;

/// <summary>Something that a cell has shown, and can show anew in the same place.</summary>
public sealed class DisplayHandle
{
    private readonly string[] _mimeTypes;

    internal DisplayHandle(string id, string[] mimeTypes)
    {
        DisplayId = id;
        _mimeTypes = mimeTypes;
    }

    /// <summary>The id by which front ends know the display.</summary>
    public string DisplayId { get; }

    /// <summary>Replaces what was shown, wherever it stands by now.</summary>
    public void Update(object? value)
    {
        var cell = NotebookFunctions.Cell();
        cell.Emit(new CellOutput.Update(cell.Formatters.Format(value, _mimeTypes), DisplayId));
    }
}
