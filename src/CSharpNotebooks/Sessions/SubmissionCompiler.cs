using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace CSharpNotebooks;

/// <summary>
/// Compiles the pieces of cells as a chain of Roslyn script submissions, each of which sees the ones before it. It emits and loads them itself instead of using
/// <c>CSharpScript</c>, whose loader puts referenced assemblies into a private load context, so that their types would exist twice in the host.
/// </summary>
internal sealed class SubmissionCompiler
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.None, SourceCodeKind.Script);

    private static readonly EmitOptions PortableSymbols = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    /// <summary>What every cell can use without saying so.</summary>
    public static readonly ImmutableArray<string> Imports =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Linq", "System.Threading.Tasks",
        "CSharpNotebooks.NotebookFunctions",
    ];

    public static readonly CSharpCompilationOptions CompilationOptions = new CSharpCompilationOptions(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        usings: Imports,
        assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default)
        .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]);

    /// <summary>Concurrent first compilations over the same fresh references fail now and then, so one goes first; keeping it keeps the symbols that
    /// it bound.</summary>
    private static readonly Lazy<Task<CSharpCompilation>> FirstCompilation = new(() => Task.Run(CompileFirst));

    /// <summary>Those that no committed submission has. A submission inherits what the one before it refers to; to name it again doubles it, submission by
    /// submission.</summary>
    private readonly List<MetadataReference> _newReferences = [.. HostAssemblies.References];

    private readonly AssemblyLoadContext _loadContext = new SubmissionLoadContext();
    private CSharpCompilation? _previous;
    private volatile SessionContents _contents = SessionContents.Empty;
    private readonly Stopwatch _clock = new();
    private int _count;

    /// <summary>What has been committed; may be read from any thread.</summary>
    public SessionContents Contents => _contents;

    /// <summary>The time spent in <see cref="Compile(string, string, CancellationToken)"/>.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    public static Task WarmUpAsync() => FirstCompilation.Value;

    public void AddReference(string path)
    {
        _newReferences.Add(MetadataReference.CreateFromFile(path));
        _contents = _contents with { References = _contents.References.Add(path) };
    }

    /// <summary>A cell asked for a package or an assembly that it can use anyway, because the host holds it.</summary>
    public void AddHeld(string name) => _contents = _contents with { Held = _contents.Held.Add(name) };

    /// <summary>Compiles a piece of code. Nothing is defined before <see cref="Commit"/>.</summary>
    public CompiledSubmission Compile(string code, string fileName, CancellationToken cancellation)
    {
        _clock.Start();
        try
        {
            return CompileGuarded(code, fileName, cancellation);
        }
        finally
        {
            _clock.Stop();
        }
    }

    private CompiledSubmission CompileGuarded(string code, string fileName, CancellationToken cancellation)
    {
        _count++;
        var written = Parse(code, fileName);
        var compiled = LoopGuards.Insert(written) is { } guarded ? Compile(Parse(guarded, fileName), cancellation) : null;
        if (compiled is not CompiledSubmission.Ready ready)
        {
            return Compile(written, cancellation);
        }

        // Messages must name the places of what was written.
        return ready.Warnings.Count == 0 ? ready : ready with { Warnings = Texts(Create(written).GetDiagnostics(cancellation), DiagnosticSeverity.Warning) };
    }

    /// <summary>Makes what a submission defines visible to the next ones.</summary>
    public void Commit(CompiledSubmission.Ready submission, string code)
    {
        _previous = submission.Compilation;
        _newReferences.Clear();
        _contents = _contents with { Submissions = _contents.Submissions.Add(code) };
    }

    private CompiledSubmission Compile(SyntaxTree tree, CancellationToken cancellation)
    {
        var compilation = Create(tree);
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(assembly, symbols, options: PortableSymbols, cancellationToken: cancellation);
        var warnings = Texts(emitted.Diagnostics, DiagnosticSeverity.Warning);
        if (!emitted.Success)
        {
            // Roslyn emits nothing for comments and using directives alone, and calls that no success either.
            var errors = Texts(emitted.Diagnostics, DiagnosticSeverity.Error);
            return errors.Length > 0 ? new CompiledSubmission.Failed(errors) : new CompiledSubmission.Ready(Submission.Empty, compilation, warnings);
        }

        assembly.Position = symbols.Position = 0;
        var entry = compilation.GetEntryPoint(cancellation)!;
        var loaded = _loadContext.LoadFromStream(assembly, symbols);
        var submission = Submission.Load(loaded, entry.ContainingType.MetadataName, entry.MetadataName, SubmissionSyntax.ValueOf(compilation, tree));
        return new CompiledSubmission.Ready(submission, compilation, warnings);
    }

    private static CSharpCompilation CompileFirst()
    {
        var compilation = Create(Parse("Console.Out.Flush(); new[] { 1 }.Sum()", "warm-up"), null, HostAssemblies.References, 0);
        compilation.Emit(Stream.Null);
        return compilation;
    }

    private static SyntaxTree Parse(string code, string fileName) =>
        CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), ParseOptions, fileName);

    private CSharpCompilation Create(SyntaxTree tree) => Create(tree, _previous, _newReferences, _count);

    private static CSharpCompilation Create(SyntaxTree tree, CSharpCompilation? previous, IEnumerable<MetadataReference> references, int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Submission#{number}");
        return CSharpCompilation.CreateScriptCompilation(
            $"{name}-{Guid.NewGuid():N}", tree, references, CompilationOptions.WithScriptClassName(name), previous, typeof(object));
    }

    private static string[] Texts(ImmutableArray<Diagnostic> diagnostics, DiagnosticSeverity severity) =>
    [
        .. diagnostics.Where(diagnostic => diagnostic.Severity == severity && !diagnostic.IsSuppressed)
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => CSharpDiagnosticFormatter.Instance.Format(diagnostic, CultureInfo.InvariantCulture)),
    ];

    /// <summary>Finds earlier submissions by name; everything else comes from the default context, so that a type exists once in the process.</summary>
    private sealed class SubmissionLoadContext() : AssemblyLoadContext("Notebook")
    {
        protected override Assembly? Load(AssemblyName assemblyName) => Assemblies.FirstOrDefault(assembly => assembly.GetName().Name == assemblyName.Name);
    }
}

/// <summary>What compiling gave.</summary>
internal abstract record CompiledSubmission
{
    private CompiledSubmission() { }

    public sealed record Ready(Submission Submission, CSharpCompilation Compilation, IReadOnlyList<string> Warnings) : CompiledSubmission;

    public sealed record Failed(IReadOnlyList<string> Errors) : CompiledSubmission;
}
