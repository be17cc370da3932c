using System.Text.RegularExpressions;

namespace CSharpNotebooks;

/// <summary>Text that was meant for a terminal, made fit for a page.</summary>
internal static partial class ConsoleText
{
    /// <summary>Drops colour and cursor sequences, and keeps of each line what stands after its last carriage return, as a terminal would show it.</summary>
    public static string Clean(string text)
    {
        var plain = EscapeSequence().Replace(text, "").Replace("\r\n", "\n");
        return string.Join('\n', plain.Split('\n').Select(AfterLastReturn));
    }

    private static string AfterLastReturn(string line)
    {
        var shown = line.TrimEnd('\r');
        return shown[(shown.LastIndexOf('\r') + 1)..];
    }

    // Control sequences (ESC [ ... letter), operating-system commands (ESC ] ... BEL or ESC \), other two-character escapes.
    [GeneratedRegex(@"\x1B(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(?:\x07|\x1B\\)|[@-Z\\^_])")]
    private static partial Regex EscapeSequence();
}
