using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// A conditional sequence VAE with attention, for translation: <c>p(y|x) = integral p(z) p(y|x,z) dz</c>, after Zhang et al. 2016 (variational neural machine
/// translation). Examples are a source row and a target row side by side, int64 <c>[B, S + T]</c> (<see cref="Join"/>).
/// </summary>
/// <remarks>
/// The prior is N(0, I), not learned from x as in that paper: z is then independent of the source and can hold only what the source leaves open, so the same z means the same
/// for every sentence. Nothing is lost in principle, as the decoder sees x. With <see cref="TranslationVaeOptions.LatentSize"/> 0 it is the same network without a
/// latent: the rate is 0, and <see cref="Elbo"/> the exact log-likelihood.
/// </remarks>
public sealed class TranslationVae : Vae
{
    private readonly SourceReader source;
    private readonly Embedding embedding;
    private readonly GRU target;
    private readonly Linear mean;
    private readonly Linear logVariance;
    private readonly AttentionDecoder decoder;

    /// <summary>Builds the model on <see cref="ComputeDevice.Current"/>. The same options and seed give the same parameters, whatever ran before.</summary>
    public TranslationVae(TranslationVaeOptions options, int seed)
        : base(nameof(TranslationVae), options.SourceLength + options.TargetLength, options.LatentSize)
    {
        Options = options;
        source = new SourceReader(options.SourceVocabulary, options.EmbeddingSize, options.HiddenSize);
        embedding = nn.Embedding(options.TargetVocabulary, options.EmbeddingSize);
        target = nn.GRU(options.EmbeddingSize, options.HiddenSize, batchFirst: true);
        mean = nn.Linear(options.HiddenSize + options.EmbeddingSize, Math.Max(1, options.LatentSize));
        logVariance = nn.Linear(options.HiddenSize + options.EmbeddingSize, Math.Max(1, options.LatentSize));
        decoder = new AttentionDecoder(options);
        RegisterComponents();

        using var generator = new Generator((ulong)seed);
        Initialization.Uniform(this, generator);
        this.to(ComputeDevice.Current);
    }

    /// <summary>What the model was built from.</summary>
    public TranslationVaeOptions Options { get; }

    /// <summary>Source and target rows side by side, <c>[B, S + T]</c>: the examples of this model.</summary>
    /// <exception cref="ArgumentException">Not int64 rows, or not equally many.</exception>
    public static Tensor Join(Tensor source, Tensor target)
    {
        if (source.dim() != 2 || target.dim() != 2 || source.shape[0] != target.shape[0] || source.dtype != ScalarType.Int64 || target.dtype != ScalarType.Int64)
        {
            throw new ArgumentException(
                $"source and target must be int64 of shapes [N, S] and [N, T], not {source.dtype} {Shapes.Text(source)} and {target.dtype} {Shapes.Text(target)}.", nameof(source));
        }

        Tensor[] both = [source, target];
        return cat(both, 1);
    }

    /// <summary>
    /// <c>q(z|x,y)</c> of pairs <c>[B, S + T]</c>: a GRU reads the target; its mean state and the mean embedding of the source give the Gaussian. Padding changes
    /// nothing. Without a latent the Gaussian is empty, <c>[B, 0]</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The shape or type is another.</exception>
    public override Posterior Encode(Tensor x)
    {
        Shapes.RequireTokens(x, InputSize);
        if (LatentSize == 0) return new Posterior(zeros([x.shape[0], 0], device: x.device), zeros([x.shape[0], 0], device: x.device));
        using var scope = NewDisposeScope();
        var (read, written) = (x.narrow(1, 0, Options.SourceLength), x.narrow(1, Options.SourceLength, Options.TargetLength));
        var (states, _) = target.call(embedding.call(written));                                     // [B, T, H]
        Tensor[] both = [SourceReader.Mean(states, written), SourceReader.Mean(source.Embed(read), read)];
        var state = cat(both, 1);                                                                   // [B, H + E]
        return new Posterior(mean.call(state).MoveToOuterDisposeScope(), logVariance.call(state).MoveToOuterDisposeScope());
    }

    /// <summary>Not supported: a token's probability depends on the tokens before it and on the source.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override Tensor Decode(Tensor z) =>
        throw new NotSupportedException("A translation has no parameters before its tokens are there: use LogLikelihood(x, z) or Translate(source, z).");

    /// <summary><c>log p(y|x,z)</c> of pairs, nats, tokens and end: <c>[B]</c>, or <c>[K, B]</c> for samples <c>[K, B, LatentSize]</c>.</summary>
    /// <exception cref="ArgumentException">A shape or type is another.</exception>
    public override Tensor LogLikelihood(Tensor x, Tensor z)
    {
        Shapes.RequireTokens(x, InputSize);
        Shapes.RequireLast(z, LatentSize);
        if (z.dim() is < 2 or > 3 || z.shape[^2] != x.shape[0]) throw new ArgumentException($"z must be [B, D] or [K, B, D] with B = {x.shape[0]}, not {Shapes.Text(z)}.", nameof(z));
        using var scope = NewDisposeScope();
        var states = Read(x.narrow(1, 0, Options.SourceLength));
        var written = x.narrow(1, Options.SourceLength, Options.TargetLength);
        if (z.dim() == 2) return decoder.LogLikelihood(states, written, z).MoveToOuterDisposeScope();
        var flat = decoder.LogLikelihood(states.Repeat(z.shape[0]), written.repeat(z.shape[0], 1), z.reshape(z.shape[0] * z.shape[1], LatentSize));
        return flat.reshape(z.shape[0], -1).MoveToOuterDisposeScope();
    }

    /// <summary>Translates each source with its z, the most probable token at each step (which is not the most probable sentence).</summary>
    /// <param name="rows">Source rows, int64 <c>[B, S]</c>.</param>
    /// <param name="z"><c>[B, LatentSize]</c>: draws from the prior for several translations, zeros for one, <c>[B, 0]</c> without a latent.</param>
    /// <returns>Rows for <see cref="Vocabulary.Decode"/>, and where each step looked.</returns>
    /// <exception cref="ArgumentException">A shape or type is another.</exception>
    public Translation Translate(Tensor rows, Tensor z)
    {
        Shapes.RequireTokens(rows, Options.SourceLength);
        Shapes.RequireRows(z, LatentSize);
        if (z.shape[0] != rows.shape[0]) throw new ArgumentException($"z has {z.shape[0]} rows for {rows.shape[0]} sentences: give one each.", nameof(z));
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var (tokens, attention) = decoder.Write(Read(rows), z, Options.TargetLength);
        return new Translation(tokens.MoveToOuterDisposeScope(), attention.MoveToOuterDisposeScope());
    }

    private SourceStates Read(Tensor rows)
    {
        var states = source.Read(rows);
        return new(states, SourceReader.Mean(states, rows), rows.eq(Vocabulary.Pad));
    }
}

/// <summary>Translations and where they looked. Owns both tensors.</summary>
/// <param name="Tokens">Rows <c>Start, tokens, End, Pad ...</c>, int64 <c>[B, T]</c>; a translation that is not over by then has no end.</param>
/// <param name="Attention">For each token after the start, weights over the source tokens that add up to 1, <c>[B, T - 1, S]</c>; padding has weight 0.</param>
public sealed record Translation(Tensor Tokens, Tensor Attention) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Tokens.Dispose();
        Attention.Dispose();
    }
}
