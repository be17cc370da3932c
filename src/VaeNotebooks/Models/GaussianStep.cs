using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>The latent layer forward and backward by hand: one reparameterised draw of a diagonal Gaussian, and its KL to N(0, I).</summary>
internal sealed class GaussianStep(int latentSize, int capacity) : IDisposable
{
    private readonly Tensor _z = empty(capacity, latentSize).DetachFromDisposeScope();
    private readonly Tensor _toMean = empty(capacity, latentSize).DetachFromDisposeScope();
    private readonly Tensor _toLogVariance = empty(capacity, latentSize).DetachFromDisposeScope();
    private readonly float[] _variance = new float[capacity * latentSize];
    private Tensor _mean = null!;

    /// <summary>z, <c>[B, D]</c>, and the mean over the batch of the KL, nats.</summary>
    public (Tensor Z, double Rate) Forward(Tensor mean, Tensor logVariance, Generator generator)
    {
        _mean = mean;
        using var noise = randn(mean.shape, generator: generator);
        var sample = _z.narrow(0, 0, mean.shape[0]);
        Span<float> m = FloatMemory.Of(mean), s = FloatMemory.Of(logVariance), e = FloatMemory.Of(noise), z = FloatMemory.Of(sample), kept = FloatMemory.Of(_toLogVariance);
        var twice = 0.0;
        for (var i = 0; i < z.Length; i++)
        {
            var deviation = MathF.Exp(0.5f * s[i]);
            _variance[i] = deviation * deviation;
            kept[i] = deviation * e[i]; // dz/d(log variance) is half of it
            z[i] = m[i] + kept[i];
            twice += (m[i] * m[i]) + _variance[i] - 1 - s[i];
        }

        return (sample, twice / 2 / mean.shape[0]);
    }

    /// <summary>The gradients of mean and log variance: those through z, and those of beta times the mean KL.</summary>
    public (Tensor ToMean, Tensor ToLogVariance) Backward(Tensor toZ, float beta)
    {
        var count = toZ.shape[0];
        var scale = beta / count;
        Span<float> m = FloatMemory.Of(_mean), g = FloatMemory.Of(toZ), a = FloatMemory.Of(_toMean), b = FloatMemory.Of(_toLogVariance);
        for (var i = 0; i < g.Length; i++)
        {
            a[i] = g[i] + (scale * m[i]);
            b[i] = 0.5f * ((g[i] * b[i]) + (scale * (_variance[i] - 1)));
        }

        return (_toMean.narrow(0, 0, count), _toLogVariance.narrow(0, 0, count));
    }

    public void Dispose()
    {
        foreach (var tensor in (Tensor[])[_z, _toMean, _toLogVariance]) tensor.Dispose();
    }
}
