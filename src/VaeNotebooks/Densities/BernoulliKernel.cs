using System.Numerics;
using System.Runtime.InteropServices;

namespace VaeNotebooks;

/// <summary>
/// The Bernoulli log likelihood and its gradient in one pass over memory. With <c>t = exp(-|l|)</c> both come from one exponential:
/// <c>log p = x l - max(l, 0) - log(1 + t)</c>, and the gradient in the logit is <c>x - sigmoid(l)</c>.
/// </summary>
internal static class BernoulliKernel
{
    /// <summary>A product of as many factors between 1 and 2 is below 2^112, a float32 still, so their logarithms cost one.</summary>
    private const int FactorsPerLogarithm = 112;

    /// <summary><c>log p(x|z)</c> of one example, nats.</summary>
    /// <param name="logits">The logits; becomes <c>scale (sigmoid(l) - x)</c>, the gradient of <c>-scale log p</c>.</param>
    /// <param name="x">Pixels in [0, 1].</param>
    /// <param name="scale">Weight of the example in the loss.</param>
    public static double LogLikelihoodToGradient(Span<float> logits, ReadOnlySpan<float> x, float scale)
    {
        var l = MemoryMarshal.Cast<float, Vector<float>>(logits);
        var pixels = MemoryMarshal.Cast<float, Vector<float>>(x);
        var logarithms = 0.0;
        var linear = Vector<float>.Zero;
        for (var from = 0; from < l.Length; from += FactorsPerLogarithm)
        {
            var product = Vector<float>.One;
            var end = Math.Min(l.Length, from + FactorsPerLogarithm);
            for (var i = from; i < end; i++)
            {
                var (logit, pixel) = (l[i], pixels[i]);
                var t = Exponential.OfNegative(-Vector.Abs(logit));
                linear = Vector.FusedMultiplyAdd(pixel, logit, linear - Vector.Max(logit, Vector<float>.Zero));
                var factor = Vector<float>.One + t;
                product *= factor;
                var larger = Vector<float>.One / factor; // sigmoid(|l|)
                var sigmoid = Vector.ConditionalSelect(Vector.LessThan(logit, Vector<float>.Zero), t * larger, larger);
                l[i] = scale * (sigmoid - pixel);
            }

            for (var k = 0; k < Vector<float>.Count; k++) logarithms += Math.Log(product[k]);
        }

        var rest = l.Length * Vector<float>.Count; // what fills no vector
        return Vector.Sum(linear) - logarithms + Rest(logits[rest..], x[rest..], scale);
    }

    private static double Rest(Span<float> logits, ReadOnlySpan<float> x, float scale)
    {
        var sum = 0.0;
        for (var i = 0; i < logits.Length; i++)
        {
            var (l, t) = (logits[i], MathF.Exp(-MathF.Abs(logits[i])));
            sum += (x[i] * l) - MathF.Max(l, 0) - Math.Log(1 + (double)t);
            logits[i] = scale * ((l < 0 ? t / (1 + t) : 1 / (1 + t)) - x[i]);
        }

        return sum;
    }
}
