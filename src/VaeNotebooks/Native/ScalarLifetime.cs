using TorchSharp;

namespace VaeNotebooks;

/// <summary>
/// Closes a race in TorchSharp 0.107.0. <c>2 * x</c> makes a temporary <see cref="Scalar"/>, hands its native handle to libtorch, and does not keep the object
/// alive during the call. A garbage collection that another thread starts at that moment lets the finalizer free the scalar under the call:
/// "INTERNAL ASSERT FAILED ... Scalar.h", or silently a wrong number. Dispose scopes hold tensors, not scalars.
/// The remedy: scalars lose their finalizer. One that nobody disposes stays in native memory (32 bytes), so the training loop makes few: <see cref="Numbers"/>.
/// </summary>
internal static unsafe class ScalarLifetime
{
    /// <summary>The bit in a type's method table that makes the runtime register new objects for finalization (the GC reads the same bit).</summary>
    private const uint HasFinalizer = 0x0010_0000;

    /// <summary>To be called before the first scalar is made. Does nothing on a runtime whose method tables look otherwise.</summary>
    /// <returns>True when scalars have no finalizer from here on.</returns>
    public static bool DropFinalizer()
    {
        if (!IsLayoutKnown()) return false;
        *Flags(typeof(Scalar)) &= ~HasFinalizer;
        return true;
    }

    // The bit must tell apart types that are known to have a finalizer from types that are known to have none.
    private static bool IsLayoutKnown() =>
        Environment.Version.Major == 10
        && Has(typeof(torch.Tensor)) && Has(typeof(FileStream)) && !Has(typeof(object)) && !Has(typeof(string)) && !Has(typeof(List<int>));

    private static bool Has(Type type) => (*Flags(type) & HasFinalizer) != 0;

    private static uint* Flags(Type type) => (uint*)type.TypeHandle.Value;
}
