namespace Course.Tests;

/// <summary>
/// One run of each notebook of the course. All of them start with the first question; whoever runs notebooks shares two places, so that a machine of two
/// cores is busy to the end, and never with more than two trainings. What nobody has asked for by the end is stopped.
/// </summary>
internal sealed class OncePerNotebook<T> : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lazy<Dictionary<string, Task<T>>> _runs;

    public OncePerNotebook(Func<string, CancellationToken, Task<T>> run) =>
        _runs = new(() => CourseRuns.Names.ToDictionary(name => name, name => NotebookPlaces.TakeAsync(token => run(name, token), _stop.Token)));

    /// <summary>What the run of one notebook gave.</summary>
    /// <param name="notebook">Its file name.</param>
    public Task<T> OfAsync(string notebook) => _runs.Value[notebook];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_runs.IsValueCreated) await Task.WhenAll(_runs.Value.Values.Select(run => run.ContinueWith(_ => { }, TaskScheduler.Default)));
        _stop.Dispose();
    }
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
