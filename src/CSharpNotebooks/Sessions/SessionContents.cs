using System.Collections.Immutable;

namespace CSharpNotebooks;

/// <summary>What a session has defined so far, as text: enough to answer questions about its code beside the session, while a cell runs.</summary>
/// <param name="Submissions">The code of every committed submission, in order.</param>
/// <param name="References">Full paths of the assemblies that cells added to those of the host.</param>
/// <param name="Held">Names of packages and assemblies that cells asked for and the host holds.</param>
internal sealed record SessionContents(ImmutableList<string> Submissions, ImmutableList<string> References, ImmutableHashSet<string> Held)
{
    /// <summary>Nothing yet.</summary>
    public static SessionContents Empty { get; } = new([], [], ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase));
}
