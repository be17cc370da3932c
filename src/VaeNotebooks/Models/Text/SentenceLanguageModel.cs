using TorchSharp;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// The decoder of <see cref="SentenceVae"/> without a latent: a GRU language model, whose log-likelihood is exact. The baseline of every sentence VAE.
/// </summary>
public sealed class SentenceLanguageModel : nn.Module
{
    private readonly SentenceDecoder decoder;

    /// <summary>Builds the model on <see cref="ComputeDevice.Current"/>; latent size and word dropout of the options are not used.</summary>
    public SentenceLanguageModel(SentenceVaeOptions options, int seed)
        : base(nameof(SentenceLanguageModel))
    {
        Options = options;
        decoder = new SentenceDecoder(options, latentSize: 0);
        RegisterComponents();
        using var generator = new Generator((ulong)seed);
        Initialization.Uniform(this, generator);
        this.to(ComputeDevice.Current);
    }

    /// <summary>What the model was built from.</summary>
    public SentenceVaeOptions Options { get; }

    /// <summary><c>log p(x)</c>, exact, words and end; <c>[B]</c>, nats.</summary>
    /// <param name="x">Token rows, int64 <c>[B, T]</c>.</param>
    /// <exception cref="ArgumentException">Another shape or type.</exception>
    public Tensor LogLikelihood(Tensor x)
    {
        Shapes.RequireTokens(x);
        return decoder.LogLikelihood(x, x, z: null);
    }

    /// <summary>For a <see cref="Trainer"/>: the log-likelihood as reconstruction, and a rate of 0.</summary>
    /// <param name="x">Token rows, int64 <c>[B, T]</c>.</param>
    /// <param name="generator">Not used: nothing is drawn.</param>
    public Elbo Elbo(Tensor x, Generator generator)
    {
        var logLikelihood = LogLikelihood(x);
        return new Elbo(logLikelihood, zeros_like(logLikelihood));
    }

    /// <summary>Draws sentences: rows <c>[count, Options.Length]</c> for <see cref="Vocabulary.Decode"/>.</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="generator">Source of the draws.</param>
    public Tensor Generate(int count, Generator generator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return decoder.Generate(count, null, Options.Length, generator);
    }
}
