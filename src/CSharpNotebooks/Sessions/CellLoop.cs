using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CSharpNotebooks;

/// <summary>Called by the loops of cells: <see cref="LoopGuards"/> puts the calls there.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellLoop
{
    private static int s_stops;

    /// <summary>Ends the loop when its cell is to be stopped.</summary>
    /// <exception cref="OperationCanceledException">The cell is stopped.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Check()
    {
        // A loop pays for reading one number, as long as no cell of the process is being stopped.
        if (Volatile.Read(ref s_stops) != 0)
        {
            CellScope.Current?.StopLoop();
        }
    }

    /// <summary>A cell is being stopped from here on, until <see cref="EndStop"/>.</summary>
    internal static void BeginStop() => Interlocked.Increment(ref s_stops);

    internal static void EndStop() => Interlocked.Decrement(ref s_stops);
}
