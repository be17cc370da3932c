namespace CSharpNotebooks;

/// <summary>Where a session's cells get what their reader types: the host's side of <c>Console.ReadLine()</c> and <c>input()</c>.</summary>
public interface IInputSource
{
    /// <summary>Asks the reader and waits for the answer.</summary>
    /// <param name="prompt">What to ask; may be empty.</param>
    /// <param name="isSecret">Whether what is typed must not be shown.</param>
    /// <returns>The line, or null when nobody can be asked.</returns>
    string? ReadLine(string prompt, bool isSecret);
}
