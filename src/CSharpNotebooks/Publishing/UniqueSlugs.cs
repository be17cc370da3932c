namespace CSharpNotebooks;

/// <summary>Gives each slug once. It remembers how often each was asked for, so that the thousandth is found as fast as the first.</summary>
internal sealed class UniqueSlugs(params IEnumerable<string> reserved)
{
    private readonly HashSet<string> _taken = new(reserved, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _next = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The slug itself, or with <c>-2</c>, <c>-3</c>, ... when it is taken; takes it.</summary>
    public string Take(string slug)
    {
        var number = _next.GetValueOrDefault(slug, 1);
        string unique;
        do unique = number++ == 1 ? slug : $"{slug}-{number - 1}";
        while (!_taken.Add(unique));
        _next[slug] = number;
        return unique;
    }
}
