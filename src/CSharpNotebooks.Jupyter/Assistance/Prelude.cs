using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace CSharpNotebooks.Jupyter;

/// <summary>
/// What every session's code starts from: Roslyn's language services, and one empty submission that binds the references. Made once for the process.
/// The reference objects are not those that cells compile with: Roslyn caches symbols in them, and two threads that bind them for the first time disagree.
/// </summary>
internal static class Prelude
{
    private static readonly CSharpParseOptions ParseOptions = SubmissionCompiler.ParseOptions.WithDocumentationMode(DocumentationMode.Parse);
    private static readonly Lazy<Task<Project>> LazyProject = new(() => Task.Run(CreateAsync));

    /// <summary>The first submission of every chain.</summary>
    public static Task<Project> ProjectAsync() => LazyProject.Value;

    /// <summary>An assembly, with the documentation that lies beside it.</summary>
    public static MetadataReference Reference(string path)
    {
        var documentation = Path.ChangeExtension(path, ".xml");
        return MetadataReference.CreateFromFile(
            path, documentation: File.Exists(documentation) ? XmlDocumentationProvider.CreateFromFile(documentation) : DocumentationProvider.Default);
    }

    /// <summary>The next submission of a chain.</summary>
    public static Project Add(Project previous, string code, IEnumerable<MetadataReference> references)
    {
        var info = Submission(previous.Solution.ProjectIds.Count, code, references).WithProjectReferences([new(previous.Id)]);
        return previous.Solution.AddProject(info).GetProject(info.Id)!;
    }

    private static async Task<Project> CreateAsync()
    {
        var workspace = new AdhocWorkspace(MefHostServices.DefaultHost);
        var info = Submission(0, "", OfferedAssemblies.Always.Select(Reference));
        var project = workspace.CurrentSolution.AddProject(info).GetProject(info.Id)!;
        await project.GetCompilationAsync().ConfigureAwait(false);
        return project;
    }

    private static ProjectInfo Submission(int number, string code, IEnumerable<MetadataReference> references)
    {
        var (id, name) = (ProjectId.CreateNewId(), $"Submission#{number}");
        var text = TextLoader.From(TextAndVersion.Create(SourceText.From(code), VersionStamp.Default));
        var document = DocumentInfo.Create(DocumentId.CreateNewId(id), name, loader: text, sourceCodeKind: SourceCodeKind.Script);
        return ProjectInfo.Create(
            id, VersionStamp.Default, name, name, LanguageNames.CSharp,
            compilationOptions: SubmissionCompiler.CompilationOptions.WithScriptClassName(name),
            parseOptions: ParseOptions, documents: [document], metadataReferences: references, isSubmission: true, hostObjectType: typeof(object));
    }
}
