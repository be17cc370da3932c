namespace CSharpNotebooks;

/// <summary>The last lines of what a process wrote, however much it wrote.</summary>
internal sealed class OutputTail(int maxLines = 25)
{
    private const int MaxLineLength = 400;
    private readonly Queue<string> _lines = new();

    /// <summary>Reads until the end of the stream; keeps the tail.</summary>
    public async Task FollowAsync(TextReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            Add(line);
        }
    }

    public override string ToString()
    {
        lock (_lines)
        {
            return string.Join(Environment.NewLine, _lines).Trim();
        }
    }

    private void Add(string line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line.Length <= MaxLineLength ? line : line[..MaxLineLength] + "...");
            if (_lines.Count > maxLines)
            {
                _lines.Dequeue();
            }
        }
    }
}
