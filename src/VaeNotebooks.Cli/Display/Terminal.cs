using Spectre.Console;

namespace VaeNotebooks.Cli;

/// <summary>Where the command writes.</summary>
internal static class Terminal
{
    private const int LogWidth = 500;

    public static IAnsiConsole Console { get; } = Create();

    /// <summary>Bars on a terminal, lines elsewhere, while the work runs.</summary>
    public static Task<T> ShowAsync<T>(IReadOnlyList<NotebookJob> jobs, Func<IRunDisplay, Task<T>> work) =>
        Console.Profile.Capabilities.Interactive && !System.Console.IsOutputRedirected
            ? LiveDisplay.WhileAsync(Console, jobs, work)
            : work(new PlainDisplay(Console));

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
