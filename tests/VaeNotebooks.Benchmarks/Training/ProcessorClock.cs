using System.Diagnostics;

namespace VaeNotebooks.Benchmarks;

/// <summary>Processor time of this process since it was started.</summary>
internal sealed class ProcessorClock
{
    private TimeSpan _start = Used;

    public double Seconds => (Used - _start).TotalSeconds;

    private static TimeSpan Used
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.TotalProcessorTime;
        }
    }

    public static double Time(Action action)
    {
        var clock = new ProcessorClock();
        action();
        return clock.Seconds;
    }

    public void Restart() => _start = Used;
}
