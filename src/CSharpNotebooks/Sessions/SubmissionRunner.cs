namespace CSharpNotebooks;

/// <summary>Runs submissions on the session's thread, and stops them when asked to. Holds the variables of the session.</summary>
internal sealed class SubmissionRunner(SessionThread thread)
{
    /// <summary>How long a stopped cell may take to give way. Native code and the loops of libraries cannot be stopped: then the host must end the process.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private object?[] _states = new object?[64];
    private int _count;

    public async Task<CellOutcome> RunAsync(Submission submission, CellScope cell, CancellationToken stop)
    {
        MakeRoom();
        var completion = new TaskCompletionSource<CellOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var context = new CellContext(thread, cell);
        context.Post(_ => Begin(submission, cell, completion, stop), null);
        var stopped = Task.CompletedTask;
        using (stop.Register(() => stopped = StopAsync(cell, context, completion, stop)))
        {
            await Task.WhenAny(completion.Task).ConfigureAwait(false);
        }

        await stopped.ConfigureAwait(false);
        return await completion.Task.ConfigureAwait(false);
    }

    private async Task StopAsync(CellScope cell, CellContext context, TaskCompletionSource<CellOutcome> completion, CancellationToken stop)
    {
        cell.Stop();
        context.Stop();
        CellLoop.BeginStop();
        cell.GaveWay = await thread.StopAsync(Grace).ConfigureAwait(false);
        if (cell.GaveWay)
        {
            CellLoop.EndStop(); // otherwise never: it may come back to a loop of its own
        }

        completion.TrySetCanceled(stop);
    }

    private async void Begin(Submission submission, CellScope cell, TaskCompletionSource<CellOutcome> completion, CancellationToken stop)
    {
        try
        {
            cell.Enter();
            var value = await submission.Entry(_states);
            if (submission.Value == SubmissionValue.Always || (submission.Value == SubmissionValue.WhenReturned && value is not null))
            {
                cell.Emit(new CellOutput.Result(cell.Formatters.Format(value), cell.Number));
            }

            completion.TrySetResult(new CellOutcome.Succeeded());
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            cell.Emit(ExceptionText.ErrorOf(e));
            completion.TrySetResult(new CellOutcome.Threw(e));
        }
        catch (Exception)
        {
            // Stopped: StopAsync completes the cell when the thread is free again.
        }
    }

    /// <summary>Slot 0 belongs to a host object, which sessions do not have; each submission takes one slot at most.</summary>
    private void MakeRoom()
    {
        if (++_count + 1 >= _states.Length)
        {
            Array.Resize(ref _states, _states.Length * 2);
        }
    }
}
