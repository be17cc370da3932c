using System.Text.Json.Nodes;

namespace CSharpNotebooks.Jupyter;

/// <summary>The cells that were run in this kernel, for front ends that let their user go back to them ("History").</summary>
internal sealed class History
{
    /// <summary>The latest ones are kept.</summary>
    private const int Capacity = 10_000;

    /// <summary>Characters of a result that are kept.</summary>
    private const int ResultLength = 1_000;

    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];

    private sealed record Entry(int Line, string Source, string? Result);

    public void Add(int line, string source, string? result)
    {
        lock (_gate)
        {
            _entries.Add(new Entry(line, source, result?[..Math.Min(result.Length, ResultLength)]));
            _entries.RemoveRange(0, Math.Max(0, _entries.Count - Capacity));
        }
    }

    /// <summary>Answers a <c>history_request</c>: a range of lines, the last ones, or those that match a pattern.</summary>
    public JsonObject Reply(JupyterMessage request)
    {
        Entry[] entries;
        lock (_gate)
        {
            entries = [.. _entries];
        }

        var chosen = request.Text("hist_access_type") switch
        {
            "range" when request.Number("session", 0) != 0 => [],
            "range" => entries.Where(entry => entry.Line >= request.Number("start", 0) && entry.Line < request.Number("stop", int.MaxValue)),
            "search" => Last(Search(entries, request.Text("pattern") ?? "*", request.Flag("unique", false)), request),
            _ => Last(entries, request),
        };
        var withOutput = request.Flag("output", false);
        return new JsonObject { ["status"] = "ok", ["history"] = new JsonArray([.. chosen.Select(entry => Line(entry, withOutput))]) };
    }

    private static IEnumerable<Entry> Last(IEnumerable<Entry> entries, JupyterMessage request) => entries.TakeLast(Math.Max(0, request.Number("n", Capacity)));

    /// <summary>The pattern is a glob: <c>*</c> any text, <c>?</c> any character.</summary>
    private static IEnumerable<Entry> Search(Entry[] entries, string pattern, bool unique)
    {
        var found = entries.Where(entry => Matches(entry.Source, pattern));
        return unique ? found.Reverse().DistinctBy(entry => entry.Source).Reverse() : found;
    }

    /// <summary>Whether a text matches a glob. After a difference it goes on behind the last star, one character later: no stack, no memory.</summary>
    private static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> glob)
    {
        var (at, next, star, tried) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (next < glob.Length && glob[next] == '*')
            {
                (star, tried, next) = (next, at, next + 1);
            }
            else if (next < glob.Length && (glob[next] == '?' || glob[next] == text[at]))
            {
                (at, next) = (at + 1, next + 1);
            }
            else if (star >= 0)
            {
                (at, next, tried) = (tried + 1, star + 1, tried + 1);
            }
            else
            {
                return false;
            }
        }

        return glob[next..].TrimStart('*').IsEmpty;
    }

    // Session 0: this one. Earlier sessions are not kept.
    private static JsonArray Line(Entry entry, bool withOutput) =>
        new(0, entry.Line, withOutput ? new JsonArray(entry.Source, entry.Result) : JsonValue.Create(entry.Source));
}
