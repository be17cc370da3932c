using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>
/// The floor under the training of a fully connected VAE: the matrix products of one epoch and nothing else. Per linear layer and step that is the product forward,
/// the gradient of the weights and, but for the first layer, the gradient of its input, on factors that lie ready.
/// </summary>
internal sealed class MatrixProducts : IDisposable
{
    private readonly (Tensor Input, Tensor Weight, Tensor Gradient, bool IsFirst)[] _layers;

    /// <param name="layers">Sizes of each linear layer, in and out.</param>
    /// <param name="batch">Examples per step.</param>
    /// <param name="readsData">The first layer reads the data, whose gradient nobody needs.</param>
    public MatrixProducts(IEnumerable<(int In, int Out)> layers, int batch, bool readsData = true) =>
        _layers = [.. layers.Select((size, i) => (rand(batch, size.In), rand(size.Out, size.In), rand(batch, size.Out), readsData && i == 0))];

    /// <summary>All layers of <see cref="MlpVae"/> with one hidden layer on each side.</summary>
    public static MatrixProducts Of(MlpVaeOptions options, int batch)
    {
        var (x, h, z) = (options.InputSize, options.HiddenSizes.Single(), options.LatentSize);
        return new([(x, h), (h, z), (h, z), (z, h), (h, x)], batch);
    }

    public void Run(int steps)
    {
        using var _ = no_grad();
        for (var step = 0; step < steps; step++)
        {
            foreach (var (input, weight, gradient, isFirst) in _layers)
            {
                using var scope = NewDisposeScope();
                input.mm(weight.t());
                gradient.t().mm(input);
                if (!isFirst) gradient.mm(weight);
            }
        }
    }

    public void Dispose()
    {
        foreach (var (input, weight, gradient, _) in _layers) Array.ForEach([input, weight, gradient], tensor => tensor.Dispose());
    }
}
