namespace CSharpNotebooks.Jupyter;

/// <summary>What the process says to its caller.</summary>
public static class ExitCode
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>A notebook, a check, a number or a file operation failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a file it names cannot be used; nothing was run.</summary>
    public const int WrongUsage = 2;

    /// <summary>Stopped by Ctrl+C: 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
