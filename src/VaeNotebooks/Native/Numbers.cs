using TorchSharp;

namespace VaeNotebooks;

/// <summary>
/// Scalars made once, for what runs at every training step: a scalar in an expression is native memory that is never given back (see
/// <see cref="ScalarLifetime"/>), and even <c>a + b</c> makes one, the factor 1 of <c>b</c>.
/// </summary>
internal static class Numbers
{
    /// <summary>1, also the factor of <c>b</c> in <c>a.add(b, One)</c>.</summary>
    public static readonly Scalar One = 1;

    /// <summary>1/2.</summary>
    public static readonly Scalar Half = 0.5;
}
