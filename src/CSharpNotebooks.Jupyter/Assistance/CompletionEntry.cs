namespace CSharpNotebooks.Jupyter;

/// <summary>What could stand at the cursor.</summary>
/// <param name="Start">Where the text begins that an entry replaces, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Items">Best first.</param>
internal sealed record Completions(int Start, int End, IReadOnlyList<CompletionEntry> Items)
{
    /// <summary>Nothing to offer at this place.</summary>
    public static Completions None(int cursor) => new(cursor, cursor, []);
}

/// <summary>One of the texts that are offered.</summary>
/// <param name="Text">What is inserted.</param>
/// <param name="Kind">Its kind, with a name that front ends have icons for: <c>method</c>, <c>class</c>, <c>keyword</c>, ...</param>
internal sealed record CompletionEntry(string Text, string Kind);
