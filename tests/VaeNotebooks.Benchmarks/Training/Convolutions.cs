using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>
/// The floor under the training of a <see cref="ConvVae"/>: its convolutions alone, and its matrix products beside them. Per convolution and step that is the
/// convolution forward, the gradient of the kernel and, but for the first layer, the gradient of its input, by the same libtorch, on factors that lie ready.
/// TorchSharp has no call for the two gradients, so each layer's own graph of one operation gives them.
/// </summary>
internal sealed class Convolutions : IDisposable
{
    private const int Stride = 2, Padding = 1;

    private readonly Layer[] _layers;
    private readonly MatrixProducts _products;

    /// <summary>All layers of a <see cref="ConvVae"/>.</summary>
    public Convolutions(ConvVaeOptions options, int batch)
    {
        var (outer, inner, h, z) = (options.OuterChannels, options.InnerChannels, options.HiddenSize, options.LatentSize);
        var flat = inner * 7 * 7;
        _layers =
        [
            new([batch, 1, 28, 28], [outer, 1, 4, 4], [batch, outer, 14, 14], Transposed: false),
            new([batch, outer, 14, 14], [inner, outer, 4, 4], [batch, inner, 7, 7], Transposed: false),
            new([batch, inner, 7, 7], [inner, outer, 4, 4], [batch, outer, 14, 14], Transposed: true),
            new([batch, outer, 14, 14], [outer, 1, 4, 4], [batch, 1, 28, 28], Transposed: true),
        ];
        _layers[0].Input.requires_grad_(false); // the data
        _products = new([(flat, h), (h, z), (h, z), (z, h), (h, flat)], batch, readsData: false);
    }

    /// <summary>The convolutions of so many steps.</summary>
    public void Run(int steps)
    {
        for (var step = 0; step < steps; step++) Array.ForEach(_layers, layer => layer.Run());
    }

    /// <summary>The matrix products of so many steps.</summary>
    public void RunProducts(int steps) => _products.Run(steps);

    public void Dispose()
    {
        Array.ForEach(_layers, layer => layer.Dispose());
        _products.Dispose();
    }

    private sealed record Layer(long[] InputShape, long[] WeightShape, long[] OutputShape, bool Transposed) : IDisposable
    {
        private readonly Tensor _weight = rand(WeightShape).requires_grad_(true);
        private readonly Tensor _gradient = rand(OutputShape);

        public Tensor Input { get; } = rand(InputShape).requires_grad_(true);

        public void Run()
        {
            using var scope = NewDisposeScope();
            var output = Transposed
                ? nn.functional.conv_transpose2d(Input, _weight, null, [Stride, Stride], [Padding, Padding])
                : nn.functional.conv2d(Input, _weight, null, [Stride, Stride], [Padding, Padding]);
            autograd.grad([output], Input.requires_grad ? [_weight, Input] : [_weight], [_gradient]);
        }

        public void Dispose() => Array.ForEach([_weight, _gradient, Input], tensor => tensor.Dispose());
    }
}
