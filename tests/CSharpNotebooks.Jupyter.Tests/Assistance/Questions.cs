using Xunit;

namespace CSharpNotebooks.Jupyter.Tests;

/// <summary>Asks about code in which <c>|</c> marks the cursor, after cells that need not run.</summary>
internal sealed class Questions
{
    private SessionContents _contents = SessionContents.Empty;

    public Questions(params string[] earlierCells)
    {
        Array.ForEach(earlierCells, Commit);
        Assistant = new CodeAssistant(() => _contents);
    }

    public CodeAssistant Assistant { get; }

    public void Commit(string cell) =>
        _contents = _contents with { Submissions = _contents.Submissions.AddRange(CellParser.Parse(cell).OfType<CellStep.Code>().Select(step => step.Text)) };

    public Task<Completions> CompleteAsync(string marked) => CompleteAsync(Assistant, marked);

    public async Task<string[]> TextsAsync(string marked) => Texts(await CompleteAsync(marked));

    public Task<Inspection?> InspectAsync(string marked, int detailLevel = 0)
    {
        var (code, cursor) = Split(marked);
        return Assistant.InspectAsync(code, cursor, detailLevel, TestContext.Current.CancellationToken);
    }

    public async Task<string> PlainAsync(string marked) => (await InspectAsync(marked))?.Plain ?? "nothing";

    public static Task<Completions> CompleteAsync(CodeAssistant assistant, string marked)
    {
        var (code, cursor) = Split(marked);
        return assistant.CompleteAsync(code, cursor, TestContext.Current.CancellationToken);
    }

    public static string[] Texts(Completions completions) => [.. completions.Items.Select(item => item.Text)];

    private static (string Code, int Cursor) Split(string marked) => (marked.Remove(marked.IndexOf('|'), 1), marked.IndexOf('|'));
}
