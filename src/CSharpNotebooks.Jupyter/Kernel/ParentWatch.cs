using System.Diagnostics;
using System.Globalization;

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
            return;
        }

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
}
