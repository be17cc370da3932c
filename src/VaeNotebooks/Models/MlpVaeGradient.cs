using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// The loss of <see cref="MlpVae"/> for Bernoulli pixels and its gradient by hand: the arithmetic of autograd without its bookkeeping and without new memory. What is left
/// beside the matrix products is one pass over the logits, one over each hidden layer.
/// </summary>
internal sealed class MlpVaeGradient : IDisposable
{
    private readonly List<DenseGradient> _encoder;
    private readonly DenseGradient _mean;
    private readonly DenseGradient _logVariance;
    private readonly List<DenseGradient> _decoder;
    private readonly List<Tensor> _gradients;
    private readonly GaussianStep _latent;
    private readonly MlpVae _model;

    private MlpVaeGradient(MlpVae model, int capacity)
    {
        _model = model;
        var activation = model.Options.Activation;
        _encoder = [.. model.EncoderLayers.Select(layer => new DenseGradient(layer, activation, capacity))];
        _mean = new(model.MeanLayer, null, capacity);
        _logVariance = new(model.LogVarianceLayer, null, capacity);
        var decoder = model.DecoderLayers.ToList();
        _decoder = [.. decoder.Select((layer, i) => new DenseGradient(layer, i < decoder.Count - 1 ? activation : null, capacity))];
        _latent = new(model.LatentSize, capacity);
        // of the input of each layer of the decoder, the first being z, and of the output of each layer of the encoder
        _gradients = [.. decoder.Concat(model.EncoderLayers).Select((layer, i) =>
            empty(capacity, i < decoder.Count ? layer.weight!.shape[1] : layer.weight!.shape[0]).DetachFromDisposeScope())];
    }

    /// <summary>Whether it may take autograd's place now: no parameter is frozen, on another device or of another type.</summary>
    public bool Applies => _model.parameters().All(parameter => parameter.requires_grad && FloatMemory.Has(parameter));

    /// <summary>Whether all gradients of the last <see cref="Compute"/> are finite for sure; false says only that they must be looked at.</summary>
    public bool IsSurelyFinite => Layers.All(layer => layer.IsSurelyFinite);

    private IEnumerable<DenseGradient> Layers => [.. _encoder, _mean, _logVariance, .. _decoder];

    /// <summary>Null for models that only autograd knows.</summary>
    public static MlpVaeGradient? For(Vae model, int capacity) =>
        model is MlpVae { Likelihood: Likelihood.Bernoulli } known ? new MlpVaeGradient(known, capacity) : null;

    /// <summary>Leaves the gradient of <see cref="Elbo.Loss"/> in the parameters, and gives the means of the two terms.</summary>
    /// <param name="x"><c>[B, InputSize]</c>, B at most the capacity.</param>
    /// <param name="beta">Weight of the rate.</param>
    /// <param name="generator">Source of the draw of z.</param>
    public ElboMeans Compute(Tensor x, double beta, Generator generator)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Shapes.RequireRows(x, _model.InputSize);
        var hidden = _encoder.Aggregate(x, (input, layer) => layer.Forward(input));
        var (z, rate) = _latent.Forward(_mean.Forward(hidden), _logVariance.Forward(hidden), generator);
        var logits = _decoder.Aggregate(z, (input, layer) => layer.Forward(input));
        var reconstruction = LogLikelihoodToGradient(logits, x);
        Backward(logits, (float)beta);
        return new(reconstruction, rate);
    }

    public void Dispose()
    {
        foreach (var layer in Layers) layer.Dispose();
        _gradients.ForEach(tensor => tensor.Dispose());
        _latent.Dispose();
    }

    private static double LogLikelihoodToGradient(Tensor logits, Tensor x)
    {
        var (count, size) = ((int)x.shape[0], (int)x.shape[1]);
        var l = FloatMemory.Of(logits);
        var pixels = FloatMemory.Of(x);
        var sum = 0.0;
        for (var from = 0; from < l.Length; from += size)
            sum += BernoulliKernel.LogLikelihoodToGradient(l.Slice(from, size), pixels.Slice(from, size), 1f / count);
        return sum / count;
    }

    private void Backward(Tensor gradient, float beta)
    {
        var count = gradient.shape[0];
        for (var i = _decoder.Count - 1; i >= 0; i--)
        {
            var next = _gradients[i].narrow(0, 0, count);
            _decoder[i].Backward(gradient, next);
            gradient = next;
        }

        var (toMean, toLogVariance) = _latent.Backward(gradient, beta);
        var hidden = _encoder.Count == 0 ? null : Hidden(_encoder.Count - 1, count);
        _mean.Backward(toMean, hidden);
        _logVariance.Backward(toLogVariance, hidden, keep: 1);
        for (var i = _encoder.Count - 1; i >= 0; i--) _encoder[i].Backward(Hidden(i, count), i == 0 ? null : Hidden(i - 1, count));
    }

    private Tensor Hidden(int layer, long count) => _gradients[_decoder.Count + layer].narrow(0, 0, count);
}
