namespace CSharpNotebooks.Jupyter;

/// <summary>A kernel specification cannot be installed or removed as asked; the message says why, and what to do.</summary>
public sealed class KernelSpecException(string message) : Exception(message);
