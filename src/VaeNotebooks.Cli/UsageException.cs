namespace VaeNotebooks.Cli;

/// <summary>The user can mend this; the message says how. Shown without a stack trace, exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
