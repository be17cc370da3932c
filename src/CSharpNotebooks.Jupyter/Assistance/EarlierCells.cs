using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CSharpNotebooks.Jupyter;

/// <summary>
/// The session's committed submissions as a chain of projects in an immutable solution, brought up to date when a question is asked. Each question forks it,
/// and nothing of a question is kept.
/// </summary>
internal sealed class EarlierCells(Func<SessionContents> session)
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, MetadataReference> _added = new(StringComparer.OrdinalIgnoreCase);
    private Chain? _chain;

    /// <summary>A document with this text that sees what the earlier cells define.</summary>
    public async Task<Document> FollowedByAsync(string code, CancellationToken cancellation)
    {
        var next = (await UpToDateAsync(cancellation).ConfigureAwait(false)).Next;
        var document = next.DocumentIds[0];
        return next.Solution.WithDocumentText(document, SourceText.From(code)).GetDocument(document)!;
    }

    private async Task<Chain> UpToDateAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var contents = session();
            return _chain = _chain is { } chain && chain.Contents == contents ? chain : await ExtendAsync(contents, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Chain> ExtendAsync(SessionContents contents, CancellationToken cancellation)
    {
        var prelude = await Prelude.ProjectAsync().WaitAsync(cancellation).ConfigureAwait(false);
        var (last, bound) = _chain is { } chain ? (chain.Last, chain.Bound) : (prelude, 0);
        MetadataReference[] added = [.. Added(contents)];
        var fresh = added[bound..]; // a submission inherits those of the one before it
        foreach (var code in contents.Submissions.Skip(_chain?.Contents.Submissions.Count ?? 0))
        {
            last = await AddAsync(last, code, fresh).ConfigureAwait(false);
            (bound, fresh) = (bound + fresh.Length, []);
        }

        // Types without a using are looked for in the references that a project has itself.
        return new Chain(contents, last, bound, await AddAsync(last, "", [.. prelude.MetadataReferences, .. added]).ConfigureAwait(false));
    }

    /// <summary>What is compiled before a fork is shared by all forks, and only one thread at a time may bind references that are new. It takes some
    /// milliseconds: a question that is given up meanwhile leaves them to the next.</summary>
    private static async Task<Project> AddAsync(Project previous, string code, IEnumerable<MetadataReference> references)
    {
        var project = Prelude.Add(previous, code, references);
        await project.GetCompilationAsync().ConfigureAwait(false);
        return project;
    }

    private IEnumerable<MetadataReference> Added(SessionContents contents)
    {
        var paths = contents.Held.SelectMany(OfferedAssemblies.Of).Except(OfferedAssemblies.Always).Concat(contents.References);
        foreach (var path in paths.Where(path => !_added.ContainsKey(path)))
        {
            _added.Add(path, Prelude.Reference(path));
        }

        return _added.Values;
    }

    /// <param name="Contents">What the chain was made from.</param>
    /// <param name="Last">The last committed submission.</param>
    /// <param name="Bound">How many of the added references it and those before it have.</param>
    /// <param name="Next">An empty one after it, for the cell that is asked about.</param>
    private sealed record Chain(SessionContents Contents, Project Last, int Bound, Project Next);
}
