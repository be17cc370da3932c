namespace CSharpNotebooks;

/// <summary>What a process wrote, however much it was: the first lines, which name the reason of a crash, and the last ones.</summary>
internal sealed class OutputExcerpt
{
    private const int FirstLines = 6;
    private const int LastLines = 8;
    private const int MaxLineLength = 300;
    private readonly List<string> _first = [];
    private readonly Queue<string> _last = new();
    private int _omitted;

    /// <summary>Reads until the end of the stream; keeps the excerpt.</summary>
    public async Task FollowAsync(TextReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            Add(line.Length <= MaxLineLength ? line : line[..MaxLineLength] + "...");
        }
    }

    public override string ToString()
    {
        lock (_first)
        {
            IEnumerable<string> gap = _omitted == 0 ? [] : [$"... ({_omitted} more lines)"];
            return string.Join(Environment.NewLine, _first.Concat(gap).Concat(_last)).Trim();
        }
    }

    private void Add(string line)
    {
        lock (_first)
        {
            if (_first.Count < FirstLines)
            {
                _first.Add(line);
                return;
            }

            _last.Enqueue(line);
            if (_last.Count > LastLines)
            {
                _last.Dequeue();
                _omitted++;
            }
        }
    }
}
