namespace CSharpNotebooks;

/// <summary>A file is not a notebook that can be read. The message names the file, what was expected, what was found, and what to do.</summary>
public sealed class NotebookFormatException : Exception
{
    internal NotebookFormatException(string name, string problem, Exception? inner = null)
        : base($"{name}: {problem}", inner) => NotebookName = name;

    /// <summary>The file, or the name under which the text was parsed.</summary>
    public string NotebookName { get; }
}
