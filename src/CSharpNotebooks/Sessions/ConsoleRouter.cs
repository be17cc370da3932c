using System.Reflection;
using System.Text;

namespace CSharpNotebooks;

/// <summary>Sends what code writes to the console to the cell that it belongs to, and everything else to the real console. Installed once per
/// process.</summary>
internal sealed class ConsoleRouter : TextWriter
{
    private static readonly Lazy<bool> Installation = new(Redirect);
    private readonly string _name;
    private readonly TextWriter _console;

    private ConsoleRouter(string name, TextWriter console)
    {
        _name = name;
        _console = console;
    }

    public override Encoding Encoding => Encoding.UTF8;

    public static void Install() => _ = Installation.Value;

    public override void Write(char value) => Send(value.ToString());

    public override void Write(string? value) => Send(value);

    public override void Write(char[] buffer, int index, int count) => Send(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Send(buffer.ToString());

    public override void WriteLine() => Send(NewLine);

    public override void WriteLine(string? value) => Send(value + NewLine);

    public override void WriteLine(ReadOnlySpan<char> buffer) => Send(string.Concat(buffer, NewLine));

    private static bool Redirect()
    {
        var (output, error) = (new ConsoleRouter("stdout", Console.Out), new ConsoleRouter("stderr", Console.Error));
        Console.SetOut(output);
        Console.SetError(error);
        var input = new CellReader();
        Console.SetIn(input);
        Unwrap("s_out", output);
        Unwrap("s_error", error);
        Unwrap("s_in", input);
        return true;
    }

    /// <summary>Takes away the lock that <see cref="Console.SetOut"/> and its like wrap around a stream. Ours need none, and a cell that is stopped while it
    /// holds the lock keeps it for ever, which silences the whole process. Where the field has another name, only that protection is missing.</summary>
    private static void Unwrap(string field, object stream) =>
        typeof(Console).GetField(field, BindingFlags.Static | BindingFlags.NonPublic)?.SetValue(null, stream);

    private void Send(string? text)
    {
        var cell = CellScope.Current;
        cell?.ThrowIfStopped();
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        if (cell is null)
        {
            _console.Write(text);
        }
        else
        {
            cell.Emit(new CellOutput.Stream(_name, text));
        }
    }
}
