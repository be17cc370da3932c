namespace CSharpNotebooks;

/// <summary>What a session needs to know about its host.</summary>
public sealed record SessionOptions
{
    /// <summary>The folder that cells run in, and that relative paths in directives start from: the notebook's own. It becomes the current directory
    /// of the process.</summary>
    public string WorkingDirectory
    {
        get => field ?? Environment.CurrentDirectory;
        init;
    }

    /// <summary>How values are shown. A host adds its own formatters here.</summary>
    public Formatters Formatters { get; init; } = new();

    /// <summary>Who answers when a cell asks its reader; null when nobody is there, as in a headless run.</summary>
    public IInputSource? Input { get; init; }

    /// <summary>How long one cell may run; null for as long as it likes.</summary>
    public TimeSpan? CellTimeout
    {
        get;
        init => field = value is null || value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "CellTimeout must be longer than zero, or null for none.");
    }
}
