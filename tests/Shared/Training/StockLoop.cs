using static TorchSharp.torch;

namespace VaeNotebooks.Tests;

/// <summary>
/// The same training as one writes it with TorchSharp alone: its modules, its loss functions, its Adam, the loss read at every step.
/// A test compares its losses with the trainer's, a benchmark its speed.
/// </summary>
internal sealed class StockLoop : IDisposable
{
    private readonly Vae _model;
    private readonly optim.Optimizer _optimizer;
    private readonly Generator _generator;
    private readonly int _batch;

    public StockLoop(MlpVaeOptions shape, TrainerOptions options)
        : this(new MlpVae(shape, seed: 1), options)
    {
    }

    /// <summary>Takes ownership of the model, which must be one for Bernoulli pixels.</summary>
    public StockLoop(Vae model, TrainerOptions options)
    {
        _model = model;
        _optimizer = optim.Adam(_model.parameters(), options.LearningRate);
        _generator = new Generator((ulong)options.Seed);
        _batch = options.BatchSize;
    }

    /// <summary>One epoch; the loss of each step.</summary>
    public List<double> Epoch(Tensor images)
    {
        var losses = new List<double>();
        using var order = randperm(images.shape[0], generator: _generator);
        for (var from = 0L; from < images.shape[0]; from += _batch)
        {
            using var scope = NewDisposeScope();
            var x = images.index_select(0, order.narrow(0, from, Math.Min(_batch, images.shape[0] - from)));
            var posterior = _model.Encode(x);
            var z = posterior.Mean + ((0.5 * posterior.LogVariance).exp() * randn(posterior.Mean.shape, generator: _generator));
            var reconstruction = nn.functional.binary_cross_entropy_with_logits(_model.Decode(z), x, reduction: nn.Reduction.Sum);
            var rate = -0.5 * (1 + posterior.LogVariance - posterior.Mean.pow(2) - posterior.LogVariance.exp()).sum();
            var loss = (reconstruction + rate) / x.shape[0];
            _optimizer.zero_grad();
            loss.backward();
            _optimizer.step();
            losses.Add(loss.item<float>());
        }

        return losses;
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _generator.Dispose();
        _model.Dispose();
    }
}
