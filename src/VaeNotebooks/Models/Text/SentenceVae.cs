using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// A VAE of sentences (Bowman et al. 2016): a GRU reads the sentence, its last state gives q(z|x), and a second GRU writes it again, fed z and the word
/// before at every step. Examples are token rows, int64 <c>[B, T]</c> (<see cref="Vocabulary.Encode"/>); <c>log p(x|z)</c> sums over words and end.
/// </summary>
/// <remarks>
/// There are no parameters of <c>p(x|z)</c> before the words are there, so <see cref="Decode"/> is not supported; <see cref="LogLikelihood(Tensor, Tensor)"/> and
/// <see cref="Generate"/> take its place.
/// </remarks>
public sealed class SentenceVae : Vae
{
    private readonly Embedding embedding;
    private readonly GRU encoder;
    private readonly Linear mean;
    private readonly Linear logVariance;
    private readonly SentenceDecoder decoder;

    /// <summary>Builds the model on <see cref="ComputeDevice.Current"/>. The same options and seed give the same parameters, whatever ran before.</summary>
    public SentenceVae(SentenceVaeOptions options, int seed)
        : base(nameof(SentenceVae), options.Length, options.LatentSize)
    {
        Options = options;
        embedding = nn.Embedding(options.VocabularySize, options.EmbeddingSize);
        encoder = nn.GRU(options.EmbeddingSize, options.HiddenSize, batchFirst: true);
        mean = nn.Linear(options.HiddenSize, options.LatentSize);
        logVariance = nn.Linear(options.HiddenSize, options.LatentSize);
        decoder = new SentenceDecoder(options, options.LatentSize);
        RegisterComponents();

        using var generator = new Generator((ulong)seed);
        Initialization.Uniform(this, generator);
        this.to(ComputeDevice.Current);
    }

    /// <summary>What the model was built from.</summary>
    public SentenceVaeOptions Options { get; }

    /// <summary><c>q(z|x)</c> of token rows <c>[B, T]</c>, from the state of the GRU at the end of each sentence: padding changes nothing.</summary>
    /// <exception cref="ArgumentException">Not int64 of shape <c>[B, T]</c> with T at least 2.</exception>
    public override Posterior Encode(Tensor x)
    {
        Shapes.RequireTokens(x);
        using var scope = NewDisposeScope();
        var (states, _) = encoder.call(embedding.call(x));                                              // [B, T, H]
        var last = x.ne(Vocabulary.Pad).sum(-1) - 1;                                                    // [B]
        var index = last.reshape(-1, 1, 1).expand(-1, -1, states.shape[2]);
        var state = states.gather(1, index).squeeze(1);                                                 // [B, H]
        return new Posterior(mean.call(state).MoveToOuterDisposeScope(), logVariance.call(state).MoveToOuterDisposeScope());
    }

    /// <summary>Not supported: a word's probability depends on the words before it.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override Tensor Decode(Tensor z) =>
        throw new NotSupportedException("A sentence has no parameters before its words are there: use LogLikelihood(x, z) or Generate(z).");

    /// <summary><c>log p(x|z)</c>, nats, words and end, no word dropped: <c>[B]</c>, or <c>[K, B]</c> for samples <c>[K, B, LatentSize]</c>.</summary>
    public override Tensor LogLikelihood(Tensor x, Tensor z) => LogLikelihood(x, x, z);

    /// <summary>The bound with one draw of z; in training, words are dropped from what the decoder is fed (<see cref="SentenceVaeOptions.WordDropout"/>).</summary>
    public override Elbo Elbo(Tensor x, Generator generator)
    {
        using var scope = NewDisposeScope();
        var posterior = Encode(x);
        var z = posterior.Rsample(generator);
        var fed = training && Options.WordDropout > 0 ? DropWords(x, Options.WordDropout, generator) : x;
        return new Elbo(LogLikelihood(x, fed, z).MoveToOuterDisposeScope(), posterior.Kl().MoveToOuterDisposeScope());
    }

    /// <summary>Token rows with each word replaced by <see cref="Vocabulary.Unknown"/> with some probability; start, end and padding stay.</summary>
    /// <param name="tokens"><c>[B, T]</c></param>
    /// <param name="probability">In [0, 1].</param>
    /// <param name="generator">Source of the draws.</param>
    public static Tensor DropWords(Tensor tokens, double probability, Generator generator)
    {
        using var scope = NewDisposeScope();
        var isDropped = rand(tokens.shape, generator: generator).to(tokens.device).lt(probability).logical_and(tokens.gt(Vocabulary.End));
        return tokens.masked_fill(isDropped, Vocabulary.Unknown).MoveToOuterDisposeScope();
    }

    /// <summary>Writes a sentence from each z: rows <c>[B, Options.Length]</c> for <see cref="Vocabulary.Decode"/>.</summary>
    /// <param name="z"><c>[B, LatentSize]</c></param>
    /// <param name="generator">Source of the draws of the words; null for the most probable word at each step, which is not the most probable sentence.</param>
    public Tensor Generate(Tensor z, Generator? generator = null)
    {
        Shapes.RequireRows(z, LatentSize);
        return decoder.Generate((int)z.shape[0], z, Options.Length, generator);
    }

    private Tensor LogLikelihood(Tensor x, Tensor fed, Tensor z)
    {
        Shapes.RequireTokens(x);
        Shapes.RequireLast(z, LatentSize);
        if (z.dim() == 2) return decoder.LogLikelihood(x, fed, z);
        using var scope = NewDisposeScope();
        var (count, batch) = (z.shape[0], z.shape[1]);
        var rows = x.repeat(count, 1);                                                                  // [K B, T]
        var flat = decoder.LogLikelihood(rows, rows, z.reshape(count * batch, LatentSize));
        return flat.reshape(count, batch).MoveToOuterDisposeScope();
    }
}
