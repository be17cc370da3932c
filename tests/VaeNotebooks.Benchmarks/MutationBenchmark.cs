using System.Diagnostics;
using Mutations;

namespace VaeNotebooks.Benchmarks;

/// <summary>Mutated files at full count: what the tests do for some, with a limit on the time of each file.</summary>
internal static class MutationBenchmark
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10); // the slowest takes some milliseconds, on a busy machine half a second

    private static string _file = "";

    public static int Run(int count, int seed)
    {
        using var notebooks = new NotebookSubject();
        using var checkpoints = new CheckpointSubjects();
        Subject[] others = [.. DataSubjects.All, .. checkpoints.All];
        Console.WriteLine($"{"kind",-28}{"files",8}{"read",8}{"refused",9}  {"as",-26}{"slowest",10}{"most memory",13}");
        var isSound = Measure(notebooks.Subject, count, seed);
        for (var i = 0; i < others.Length; i++) isSound &= Measure(others[i], (count / others.Length) + (i < count % others.Length ? 1 : 0), seed);
        Console.WriteLine($"Largest resident memory of the process: {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
        return isSound ? 0 : 1;
    }

    private static bool Measure(Subject subject, int count, int seed)
    {
        List<Reading> readings = [];
        var broken = 0;
        using var alarm = new Timer(_ => Hang());
        for (var i = 0; i < count; i++)
        {
            _file = $"{subject.Kind}, seed {seed + i}";
            alarm.Change(Patience, Timeout.InfiniteTimeSpan);
            if (Read(subject, seed + i) is { } reading) readings.Add(reading);
            else broken++;
        }

        Write(subject, count, readings);
        return broken == 0;
    }

    private static Reading? Read(Subject subject, int seed)
    {
        try
        {
            return subject.Of(seed);
        }
        catch (UnsoundException error)
        {
            Console.Error.WriteLine(error.Message);
            return null;
        }
    }

    private static void Write(Subject subject, int count, List<Reading> readings)
    {
        var read = readings.Count(reading => reading.IsRead);
        var (slowest, most) = (readings.Max(reading => reading.Time), readings.Max(reading => reading.Allocated));
        Console.WriteLine($"{subject.Kind,-28}{count,8}{read,8}{readings.Count - read,9}  {subject.Refusal.Name,-26}{slowest.TotalMilliseconds,7:F0} ms{most / 1e6,10:F1} MB");
    }

    // A thread that hangs cannot be stopped: the process ends, and says over which file.
    private static void Hang()
    {
        Console.Error.WriteLine($"Not read within {Patience.TotalSeconds} s: {_file}.");
        Environment.Exit(1);
    }
}
