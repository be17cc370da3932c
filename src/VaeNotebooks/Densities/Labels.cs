using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>Checks of class labels before the first native call, which would end in an error without a name, or read beside its memory.</summary>
internal static class Labels
{
    /// <summary>Requires <c>[B]</c> with B at least 1, int64, from 0 to classes - 1.</summary>
    public static void Require(Tensor labels, int classes, [CallerArgumentExpression(nameof(labels))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        if (labels.dim() != 1 || labels.shape[0] == 0 || labels.dtype != ScalarType.Int64)
        {
            throw new ArgumentException($"{name} must be int64 of shape [B] with at least one label, not {labels.dtype} of shape {Shapes.Text(labels)}.", name);
        }

        using var scope = NewDisposeScope();
        var (least, most) = (labels.min().item<long>(), labels.max().item<long>());
        if (least < 0 || most >= classes) throw new ArgumentException($"{name} must be from 0 to {classes - 1}, and they go from {least} to {most}.", name);
    }
}
