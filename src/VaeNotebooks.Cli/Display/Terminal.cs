using Spectre.Console;

namespace VaeNotebooks.Cli;

/// <summary>Where the command writes.</summary>
internal static class Terminal
{
    private const int LogWidth = 500;

    public static IAnsiConsole Console { get; } = Create();

    private static bool IsInteractive => Console.Profile.Capabilities.Interactive && !System.Console.IsOutputRedirected;

    /// <summary>Shows how far notebooks are while the work runs: bars on a terminal, lines elsewhere.</summary>
    public static Task<T> ShowAsync<T>(IReadOnlyList<NotebookJob> jobs, Func<IRunDisplay, Task<T>> work) =>
        IsInteractive ? LiveDisplay.WhileAsync(Console, jobs, work) : PlainDisplay.WhileAsync(Console, work);

    // A log has no width of its own; Spectre would take 80 columns and break sentences.
    private static IAnsiConsole Create()
    {
        var console = AnsiConsole.Console;
        if (System.Console.IsOutputRedirected)
        {
            console.Profile.Width = LogWidth;
        }

        return console;
    }
}
