using System.Diagnostics;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace CSharpNotebooks.Jupyter;

/// <summary>A front end tells its kernels its process id. When it dies without a word (killed, crashed), the kernel must not stay behind.</summary>
internal static class ParentWatch
{
    private const string Variable = "JPY_PARENT_PID";

    /// <summary>Completes when the front end's process has ended; never when it did not say which that is.</summary>
    public static async Task EndedAsync(CancellationToken stop)
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id <= 1)
        {
            await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else if (OperatingSystem.IsWindows())
        {
            await HandleSignalledAsync(id, stop).ConfigureAwait(false);
        }
        else
        {
            await ProcessEndedAsync(id, stop).ConfigureAwait(false);
        }
    }

    private static async Task ProcessEndedAsync(int id, CancellationToken stop)
    {
        try
        {
            using var parent = Process.GetProcessById(id);
            await parent.WaitForExitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (ArgumentException)
        {
            // It has gone already.
        }
    }

    /// <summary>On Windows the variable holds no id but a handle of the process, which the kernel has inherited.</summary>
    private static async Task HandleSignalledAsync(nint handle, CancellationToken stop)
    {
        using var parent = new ManualResetEvent(false) { SafeWaitHandle = new SafeWaitHandle(handle, ownsHandle: true) };
        var ended = new TaskCompletionSource();
        var registration = ThreadPool.RegisterWaitForSingleObject(parent, (_, _) => ended.TrySetResult(), null, Timeout.Infinite, executeOnlyOnce: true);
        await ended.Task.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        registration.Unregister(null);
    }
}
