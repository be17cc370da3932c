namespace CSharpNotebooks.Jupyter;

/// <summary>The user can mend this; the message says how. Shown without a stack trace, exit code 2.</summary>
public sealed class UsageException(string message) : Exception(message);
