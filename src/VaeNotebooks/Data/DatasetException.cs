namespace VaeNotebooks;

/// <summary>
/// A data file is missing, damaged or out of reach. The message names the file, what was expected, what was found and what to do.
/// </summary>
public sealed class DatasetException : Exception
{
    /// <summary>Builds the message from its four parts.</summary>
    /// <param name="file">Path, address or name of the file at fault.</param>
    /// <param name="expected">What a good file has, without a full stop.</param>
    /// <param name="found">What was found instead, without a full stop.</param>
    /// <param name="remedy">What the reader can do, as full sentences.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public DatasetException(string file, string expected, string found, string remedy, Exception? inner = null)
        : base($"{file}: expected {expected}, found {found}. {remedy}", inner)
        => (File, Expected, Found, Remedy) = (file, expected, found, remedy);

    /// <summary>Path, address or name of the file at fault.</summary>
    public string File { get; }

    /// <summary>What a good file has.</summary>
    public string Expected { get; }

    /// <summary>What was found instead.</summary>
    public string Found { get; }

    /// <summary>What the reader can do.</summary>
    public string Remedy { get; }
}
