using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.QuickInfo;

namespace CSharpNotebooks.Jupyter;

/// <summary>
/// Answers questions about code that is being written: what could stand here, what is this, is it complete. It compiles beside the session and never runs
/// anything, so that it may be asked from any thread, while a cell runs too.
/// </summary>
/// <param name="session">Gives what the session has defined so far.</param>
internal sealed class CodeAssistant(Func<SessionContents> session)
{
    private readonly EarlierCells _cells = new(session);

    /// <summary>Answers about the code of a session.</summary>
    public CodeAssistant(CSharpSession session) : this(() => session.Contents) { }

    /// <summary>Whether a cell is ready to run.</summary>
    public static CodeStatus IsComplete(string code) => CodeStatus.Of(code);

    /// <summary>Loads the language services ahead of the first question, in the background: they cost some seconds of processor time once.
    /// Asked again after a cell, it catches up with what that cell brought.</summary>
    public Task WarmUpAsync(CancellationToken cancellation)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => WarmUp(done, cancellation)) { IsBackground = true, Name = "Code assistance", Priority = ThreadPriority.BelowNormal };
        thread.Start();
        return done.Task;
    }

    /// <summary>What could stand at the cursor.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="cursor">The cursor, in UTF-16 units.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Completions> CompleteAsync(string code, int cursor, CancellationToken cancellation)
    {
        var (cell, place) = (new CellCode(code), Math.Clamp(cursor, 0, code.Length));
        if (cell.NotCodeAt(place) is { } line)
        {
            return DirectiveCompletion.Complete(line, place);
        }

        var document = await _cells.FollowedByAsync(cell.Text, cancellation).ConfigureAwait(false);
        var service = CompletionService.GetService(document)!;
        var list = await service.GetCompletionsAsync(document, place, CompletionTrigger.Invoke, cancellationToken: cancellation).ConfigureAwait(false);
        return list.ItemsList.Count == 0
            ? Completions.None(place)
            : new Completions(list.Span.Start, list.Span.End, CompletionItems.Entries(list, code[list.Span.Start..place]));
    }

    /// <summary>What stands at the cursor; null when nothing is known about it.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="cursor">The cursor, in UTF-16 units.</param>
    /// <param name="detailLevel">0, or 1 for more.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Inspection?> InspectAsync(string code, int cursor, int detailLevel, CancellationToken cancellation)
    {
        var (cell, place) = (new CellCode(code), Math.Clamp(cursor, 0, code.Length));
        if (cell.NotCodeAt(place) is not null)
        {
            return null;
        }

        var document = await _cells.FollowedByAsync(cell.Text, cancellation).ConfigureAwait(false);
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        foreach (var name in InspectedPlace.Find(root!, place))
        {
            if (await DescribeAsync(document, name, detailLevel, cancellation).ConfigureAwait(false) is { } inspection)
            {
                return inspection;
            }
        }

        return null;
    }

    private static async Task<Inspection?> DescribeAsync(Document document, SyntaxToken name, int detailLevel, CancellationToken cancellation)
    {
        var item = await QuickInfoService.GetService(document)!.GetQuickInfoAsync(document, name.SpanStart, cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        return item is { Sections.Length: > 0 } ? QuickInfoText.Write(item, ParameterDocumentation.At(model!, name), detailLevel) : null;
    }

    private void WarmUp(TaskCompletionSource done, CancellationToken cancellation)
    {
        try
        {
            CompleteAsync("Console.WriteLine(Con", 21, cancellation).GetAwaiter().GetResult();
            CompleteAsync("Console.", 8, cancellation).GetAwaiter().GetResult();
            InspectAsync("string.Join()", 12, 0, cancellation).GetAwaiter().GetResult();
            done.SetResult();
        }
        catch (OperationCanceledException)
        {
            done.SetCanceled(cancellation);
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }
}
