namespace VaeNotebooks;

/// <summary>
/// Where long work can be interrupted. A host that stops a thread by force may strike right after a native call that freed a tensor and before the line
/// that takes note of it; the tensor is then freed again, and the process dies later. So loops over native calls offer a better place.
/// </summary>
internal static class Interruption
{
    /// <summary>Called between two steps; takes a quarter of a microsecond.</summary>
    /// <exception cref="ThreadInterruptedException"><see cref="Thread.Interrupt"/> was called for this thread.</exception>
    public static void Point() => Thread.CurrentThread.Join(0); // a wait that never waits
}
