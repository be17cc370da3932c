using System.Globalization;
using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>Everything that a session keeps between cells.</summary>
internal sealed class SessionState(SessionOptions options, SessionThread thread)
{
    public SessionOptions Options { get; } = options;

    public SubmissionCompiler Compiler { get; } = new();

    public SubmissionRunner Runner { get; } = new(thread);

    public ReferenceResolver References => field ??= new ReferenceResolver(Options.WorkingDirectory, Compiler);
}

/// <summary>Runs the steps of one cell, until the first that fails.</summary>
internal sealed class CellRun(SessionState session, CellScope cell, bool isPackageScript = false)
{
    private const int MaximumNesting = 16;
    private int _nesting;

    /// <summary>Runs a cell's text; <paramref name="fileName"/> is what errors name.</summary>
    public async Task<CellOutcome> RunAsync(string source, string fileName, CancellationToken stop)
    {
        foreach (var step in CellParser.Parse(source))
        {
            stop.ThrowIfCancellationRequested();
            var outcome = await RunStepAsync(step, fileName, stop).ConfigureAwait(false);
            if (outcome is not CellOutcome.Succeeded)
            {
                return outcome;
            }
        }

        return new CellOutcome.Succeeded();
    }

    private async Task<CellOutcome> RunStepAsync(CellStep step, string fileName, CancellationToken stop)
    {
        switch (step)
        {
            case CellStep.Code code:
                return await RunCodeAsync(code.Text, fileName, stop).ConfigureAwait(false);
            case CellStep.Prose prose:
                cell.Emit(new CellOutput.Display(new MimeBundle(new JsonObject { [prose.MimeType] = prose.Text, ["text/plain"] = prose.Text })));
                return new CellOutcome.Succeeded();
            default:
                return await RunDirectiveAsync((CellStep.Directive)step, fileName, stop).ConfigureAwait(false);
        }
    }

    private async Task<CellOutcome> RunCodeAsync(string code, string fileName, CancellationToken stop)
    {
        var compiled = await Task.Run(() => session.Compiler.Compile(code, fileName, stop), stop).ConfigureAwait(false);
        if (compiled is CompiledSubmission.Ready ready)
        {
            ShowWarnings(ready.Warnings);
            session.Compiler.Commit(ready, code);
            return await session.Runner.RunAsync(ready.Submission, cell, stop).ConfigureAwait(false);
        }

        return Fail(((CompiledSubmission.Failed)compiled).Errors);
    }

    private async Task<CellOutcome> RunDirectiveAsync(CellStep.Directive directive, string fileName, CancellationToken stop)
    {
        try
        {
            return await CarryOutAsync(directive, fileName, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DirectiveException or IOException or UnauthorizedAccessException)
        {
            var code = (e as DirectiveException)?.Code ?? DirectiveException.DefaultCode;
            return Fail([string.Create(CultureInfo.InvariantCulture, $"{fileName}({directive.Line},1): error {code}: {e.Message}")]);
        }
    }

    private async Task<CellOutcome> CarryOutAsync(CellStep.Directive directive, string fileName, CancellationToken stop)
    {
        switch (directive.Name)
        {
            case "#r":
                return await RunScriptsAsync(await session.References.AddAsync(DirectiveArguments.Quoted(directive), stop).ConfigureAwait(false), stop).ConfigureAwait(false);
            case "#i":
                session.References.AddSource(DirectiveArguments.Quoted(directive));
                return new CellOutcome.Succeeded();
            case "#load" or "#!import":
                return await LoadAsync(DirectiveArguments.Path(directive), stop).ConfigureAwait(false);
            case "#!set":
                return await RunCodeAsync(DirectiveArguments.Assignment(directive), fileName, stop).ConfigureAwait(false);
            case "#!time":
                cell.StartTiming();
                return new CellOutcome.Succeeded();
            default:
                throw new DirectiveException("DNI101", $"Unknown magic command '{directive.Name}'.");
        }
    }

    private async Task<CellOutcome> LoadAsync(string path, CancellationToken stop)
    {
        var full = Path.GetFullPath(path, session.Options.WorkingDirectory);
        if (!File.Exists(full))
        {
            throw new DirectiveException($"there is no file {full}. Paths start at the notebook's folder.");
        }

        if (++_nesting > MaximumNesting)
        {
            throw new DirectiveException($"{path} loads itself, or files are nested more than {MaximumNesting} deep.");
        }

        CellOutcome outcome = new CellOutcome.Succeeded();
        foreach (var source in LoadedFile.Sources(full).TakeWhile(_ => outcome is CellOutcome.Succeeded))
        {
            outcome = await RunAsync(source, path, stop).ConfigureAwait(false);
        }

        _nesting--;
        return outcome;
    }

    /// <summary>A script may be written for another kernel: what does not compile here is told, and the package is at hand all the same.</summary>
    private async Task<CellOutcome> RunScriptsAsync(IReadOnlyList<string> scripts, CancellationToken stop)
    {
        foreach (var script in scripts)
        {
            var text = await File.ReadAllTextAsync(script, stop).ConfigureAwait(false);
            var outcome = await new CellRun(session, cell, isPackageScript: true).RunAsync(text, script, stop).ConfigureAwait(false);
            if (outcome is not CellOutcome.Succeeded and not CellOutcome.CompileFailed)
            {
                return outcome;
            }
        }

        return new CellOutcome.Succeeded();
    }

    // .NET Interactive writes the same lines to stderr too, where a front end shows them a second time.
    private CellOutcome.CompileFailed Fail(IReadOnlyList<string> errors)
    {
        if (isPackageScript)
        {
            ShowWarnings(errors);
        }
        else
        {
            cell.Emit(new CellOutput.Error("Error", "compilation error", errors));
        }

        return new CellOutcome.CompileFailed(errors);
    }

    private void ShowWarnings(IReadOnlyList<string> warnings)
    {
        if (warnings.Count > 0)
        {
            cell.Emit(new CellOutput.Stream("stderr", string.Join('\n', warnings) + "\n"));
        }
    }
}
