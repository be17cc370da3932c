namespace VaeNotebooks.Cli;

/// <summary>What the process says to its caller.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A notebook, a check or a number failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a file it names cannot be used; nothing was run.</summary>
    public const int WrongUsage = 2;

    /// <summary>Stopped by Ctrl+C: 128 + SIGINT.</summary>
    public const int Interrupted = 130;
}
