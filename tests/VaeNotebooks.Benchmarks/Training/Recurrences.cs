using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks.Benchmarks;

/// <summary>
/// The floor under the training of a <see cref="SentenceVae"/>: the matrix products of its two GRUs, place by place, and of the layer that gives the words' scores; and the
/// same with the GRUs whole, forward and backward, by the same libtorch, on factors that lie ready.
/// </summary>
internal sealed class Recurrences : IDisposable
{
    private readonly MatrixProducts _places;
    private readonly MatrixProducts _scores;
    private readonly (GRU Layer, Tensor Input, Tensor Gradient)[] _layers;

    /// <summary>The layers of a <see cref="SentenceVae"/> for batches of rows <c>[B, Length]</c>.</summary>
    public Recurrences(SentenceVaeOptions options, int batch)
    {
        var (e, h, d, length) = (options.EmbeddingSize, options.HiddenSize, options.LatentSize, options.Length);
        var reading = Enumerable.Repeat(((int, int)[])[(e, 3 * h), (h, 3 * h)], length).SelectMany(pair => pair);
        var writing = Enumerable.Repeat(((int, int)[])[(e + d, 3 * h), (h, 3 * h)], length - 1).SelectMany(pair => pair);
        _places = new([.. reading, (h, d), (h, d), .. writing], batch, readsData: false);
        _scores = new([(h, options.VocabularySize)], batch * (length - 1), readsData: false);
        _layers = [Layer(e, length), Layer(e + d, length - 1)];

        (GRU, Tensor, Tensor) Layer(int inputs, int places) =>
            (nn.GRU(inputs, h, batchFirst: true), rand(batch, places, inputs).requires_grad_(true), rand(batch, places, h));
    }

    /// <summary>The matrix products of so many steps.</summary>
    public void RunProducts(int steps)
    {
        _places.Run(steps);
        _scores.Run(steps);
    }

    /// <summary>The GRUs of so many steps, and the products of the words' scores.</summary>
    public void Run(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            foreach (var (layer, input, gradient) in _layers)
            {
                using var scope = NewDisposeScope();
                var (output, _) = layer.call(input);
                autograd.grad([output], [input, .. layer.parameters()], [gradient]);
            }
        }

        _scores.Run(steps);
    }

    public void Dispose()
    {
        _places.Dispose();
        _scores.Dispose();
        foreach (var (layer, input, gradient) in _layers) Array.ForEach<IDisposable>([layer, input, gradient], one => one.Dispose());
    }
}
