using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>Copies tensors to arrays for drawing.</summary>
internal static class Tensors
{
    /// <summary>Every element, row by row.</summary>
    public static double[] ToDoubles(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    /// <summary>A matrix <c>[rows, columns]</c>.</summary>
    /// <exception cref="ArgumentException">The tensor has not two dimensions, or no element.</exception>
    public static double[][] ToRows(Tensor matrix, string argument)
    {
        if (matrix.shape is not [> 0, > 0])
        {
            throw new ArgumentException($"{argument} must be of shape [rows, columns], not {Shapes.Text(matrix)}.", argument);
        }

        return [.. ToDoubles(matrix).Chunk((int)matrix.shape[1])];
    }
}
