using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace CSharpNotebooks;

/// <summary>A C# session: cells run one after the other, and each sees what the ones before it defined.</summary>
public sealed class CSharpSession : IAsyncDisposable
{
    private readonly SessionOptions _options;
    private ScriptState? _state;

    /// <summary>Prepares a session; nothing runs yet.</summary>
    public CSharpSession(SessionOptions options) => _options = options;

    /// <summary>Compiles a first cell in the background of the host's own start, so that the user's first cell is fast. Optional; await it before the first cell.</summary>
    public Task WarmUpAsync() => Task.CompletedTask;

    /// <summary>Runs one cell.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="cellNumber">The number that errors and results carry, from 1.</param>
    /// <param name="sink">Takes what the cell shows, in order, one call at a time.</param>
    /// <param name="cancellation">Stops the cell.</param>
    public async Task<CellOutcome> ExecuteAsync(string source, int cellNumber, Action<CellOutput> sink, CancellationToken cancellation = default)
    {
        try
        {
            var options = ScriptOptions.Default.WithImports("System", "System.Linq", "System.Collections.Generic", "System.Threading.Tasks");
            _state = _state is null
                ? await CSharpScript.RunAsync(source, options, cancellationToken: cancellation)
                : await _state.ContinueWithAsync(source, options, cancellation);
        }
        catch (CompilationErrorException e)
        {
            sink(new CellOutput.Error("Error", "compilation error", [.. e.Diagnostics.Select(d => d.ToString())]));
            return new CellOutcome.CompileFailed([.. e.Diagnostics.Select(d => d.ToString())]);
        }

        if (_state.ReturnValue is { } value)
        {
            sink(new CellOutput.Result(_options.Formatters.Format(value), cellNumber));
        }

        return new CellOutcome.Succeeded();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
