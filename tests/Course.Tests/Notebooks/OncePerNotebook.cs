using System.Collections.Concurrent;

namespace Course.Tests;

/// <summary>
/// One run of each notebook of the course. The first question starts the notebook that is asked for, and the others behind it; whoever runs notebooks
/// shares two places, so that a machine of two cores is busy to the end, and never with more than two trainings. What nobody has asked for by the end
/// is stopped.
/// </summary>
internal sealed class OncePerNotebook<T>(Func<string, CancellationToken, Task<T>> run) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<T>>> _runs = new();

    /// <summary>What the run of one notebook gave.</summary>
    /// <param name="notebook">Its file name.</param>
    public Task<T> OfAsync(string notebook)
    {
        var asked = Start(notebook);
        foreach (var other in CourseRuns.Names)
        {
            Start(other);
        }

        return asked;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_runs.Values.Select(started => started.Value.ContinueWith(_ => { }, TaskScheduler.Default)));
        _stop.Dispose();
    }

    private Task<T> Start(string notebook) =>
        _runs.GetOrAdd(notebook, name => new(() => NotebookPlaces.TakeAsync(token => run(name, token), _stop.Token))).Value;
}

/// <summary>How many notebooks run side by side.</summary>
internal static class NotebookPlaces
{
    private static readonly SemaphoreSlim Free = new(2);

    public static async Task<T> TakeAsync<T>(Func<CancellationToken, Task<T>> run, CancellationToken token)
    {
        await Free.WaitAsync(token);
        try
        {
            return await run(token);
        }
        finally
        {
            Free.Release();
        }
    }
}
