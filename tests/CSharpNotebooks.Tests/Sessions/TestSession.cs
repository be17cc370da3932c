namespace CSharpNotebooks.Tests;

/// <summary>A session whose outputs are collected.</summary>
internal sealed class TestSession(SessionOptions? options = null) : IAsyncDisposable
{
    private readonly CSharpSession _session = new(options ?? new SessionOptions());
    private int _number;

    public List<CellOutput> Outputs { get; } = [];

    public static TestSession In(TemporaryFolder folder) => new(new SessionOptions { WorkingDirectory = folder.Root });

    /// <summary>Runs the next cell; <see cref="Outputs"/> then holds what it showed.</summary>
    public Task<CellOutcome> RunAsync(string source, CancellationToken cancellation = default)
    {
        Outputs.Clear();
        return _session.ExecuteAsync(source, ++_number, Outputs.Add, cancellation);
    }

    /// <summary>Runs a cell that must succeed, and gives its outputs as short texts.</summary>
    public async Task<string[]> ShowAsync(string source)
    {
        var outcome = await RunAsync(source);
        return outcome is CellOutcome.Succeeded ? Texts() : throw new InvalidOperationException($"{outcome}\n{string.Join('\n', Texts())}");
    }

    public string[] Texts() => [.. Outputs.Select(Text)];

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static string Text(CellOutput output) => output switch
    {
        CellOutput.Stream stream => $"{stream.Name}: {stream.Text}",
        CellOutput.Display display => $"display: {display.Data.Text("text/plain")}",
        CellOutput.Update update => $"update: {update.Data.Text("text/plain")}",
        CellOutput.Result result => $"result: {result.Data.Text("text/plain")}",
        CellOutput.Error error => $"error: {error.Message}",
        _ => "?",
    };
}
