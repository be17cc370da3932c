namespace CSharpNotebooks;

/// <summary>Where the time of a run went. The three add up to all of it.</summary>
/// <param name="Start">Until the first cell began: waiting for a process that is ready.</param>
/// <param name="Compile">Compiling cells.</param>
/// <param name="Run">Running them, what they showed and the end of the process included.</param>
public readonly record struct RunTimes(TimeSpan Start, TimeSpan Compile, TimeSpan Run)
{
    /// <summary>Several runs together.</summary>
    public static RunTimes operator +(RunTimes left, RunTimes right) => new(left.Start + right.Start, left.Compile + right.Compile, left.Run + right.Run);
}
