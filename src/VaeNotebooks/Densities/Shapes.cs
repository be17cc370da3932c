using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// Shape checks before the first native call: a wrong shape that reaches a matrix product ends the process instead of throwing.
/// </summary>
internal static class Shapes
{
    /// <summary>Requires <c>[..., size]</c>.</summary>
    public static void RequireLast(Tensor tensor, long size, [CallerArgumentExpression(nameof(tensor))] string name = "")
    {
        if (tensor.dim() == 0 || tensor.shape[^1] != size)
        {
            throw new ArgumentException($"{name} must have shape [..., {size}], not {Text(tensor)}.", name);
        }
    }

    /// <summary>Requires <c>[N, size]</c>.</summary>
    public static void RequireRows(Tensor tensor, long size, [CallerArgumentExpression(nameof(tensor))] string name = "")
    {
        if (tensor.dim() != 2 || tensor.shape[1] != size) throw new ArgumentException($"{name} must have shape [N, {size}], not {Text(tensor)}.", name);
    }

    /// <summary>Requires <c>[N, ...]</c> with N at least 1.</summary>
    public static void RequireExamples(Tensor tensor, [CallerArgumentExpression(nameof(tensor))] string name = "")
    {
        if (tensor.dim() == 0 || tensor.shape[0] == 0)
        {
            throw new ArgumentException($"{name} must have shape [N, ...] with at least one example, not {Text(tensor)}.", name);
        }
    }

    /// <summary>Requires token rows, int64 <c>[B, T]</c> with T at least 2 (a start and an end), or of one width.</summary>
    public static void RequireTokens(Tensor rows, long? width = null, [CallerArgumentExpression(nameof(rows))] string name = "")
    {
        if (rows.dim() == 2 && rows.shape[1] >= 2 && rows.shape[1] == (width ?? rows.shape[1]) && rows.dtype == ScalarType.Int64) return;
        var wanted = width is null ? "[B, T] with T at least 2" : $"[B, {width}]";
        throw new ArgumentException($"{name} must be token rows, int64 of shape {wanted}, not {rows.dtype} of shape {Text(rows)}.", name);
    }

    /// <summary>Requires the same shape.</summary>
    public static void RequireSame(Tensor tensor, Tensor like, string likeName, [CallerArgumentExpression(nameof(tensor))] string name = "")
    {
        if (!tensor.shape.AsSpan().SequenceEqual(like.shape))
        {
            throw new ArgumentException($"{name} must have the shape of {likeName}, {Text(like)}, not {Text(tensor)}.", name);
        }
    }

    /// <summary>
    /// Requires that one shape ends with the other, so that <c>[B, D]</c> goes with samples <c>[K, B, D]</c> but <c>[B, 1]</c> never goes
    /// silently with <c>[B, D]</c>.
    /// </summary>
    public static void RequireTail(Tensor tensor, Tensor other, string otherName, [CallerArgumentExpression(nameof(tensor))] string name = "")
    {
        var (a, b) = (tensor.shape, other.shape);
        var shorter = Math.Min(a.Length, b.Length);
        if (shorter == 0 || !a.AsSpan(a.Length - shorter).SequenceEqual(b.AsSpan(b.Length - shorter)))
        {
            throw new ArgumentException($"{name} of shape {Text(tensor)} does not fit {otherName} of shape {Text(other)}: one must end with the other.", name);
        }
    }

    public static string Text(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
