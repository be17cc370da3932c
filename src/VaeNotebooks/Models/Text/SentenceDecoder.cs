using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// <c>p(x|z) = prod_t p(x_t | x_1 ... x_(t-1), z)</c>: a GRU that is fed, at every step, the word before and z. Without z it is a language model.
/// </summary>
internal sealed class SentenceDecoder : nn.Module
{
    private readonly Embedding embedding;
    private readonly GRU recurrence;
    private readonly Linear logits;

    public SentenceDecoder(SentenceVaeOptions options, int latentSize)
        : base(nameof(SentenceDecoder))
    {
        embedding = nn.Embedding(options.VocabularySize, options.EmbeddingSize);
        recurrence = nn.GRU(options.EmbeddingSize + latentSize, options.HiddenSize, batchFirst: true);
        logits = nn.Linear(options.HiddenSize, options.VocabularySize - NextTokens.First);
        RegisterComponents();
    }

    /// <summary><c>log p(x|z)</c>, <c>[B]</c>, nats: the sum over the words and the end; padding counts nothing.</summary>
    /// <param name="tokens">What is predicted, <c>[B, T]</c>. A row without its end gives the probability of a sentence that begins like this.</param>
    /// <param name="fed">What the decoder is fed: the same, or with words dropped.</param>
    /// <param name="z"><c>[B, D]</c>, or null for none.</param>
    public Tensor LogLikelihood(Tensor tokens, Tensor fed, Tensor? z)
    {
        using var scope = NewDisposeScope();
        var (states, _) = recurrence.call(Inputs(fed.narrow(1, 0, tokens.shape[1] - 1), z));   // [B, T - 1, H]
        return NextTokens.LogLikelihood(logits.call(states), tokens).MoveToOuterDisposeScope();
    }

    /// <summary>Sentences word by word, each word fed to the next step; rows <c>[B, length]</c> as those of <see cref="Vocabulary.Encode"/>.</summary>
    /// <param name="count">B.</param>
    /// <param name="z"><c>[B, D]</c>, or null for none.</param>
    /// <param name="length">Places in a row; a sentence that is not over by then is cut.</param>
    /// <param name="generator">Source of the draws; null for the most probable word at each step.</param>
    public Tensor Generate(int count, Tensor? z, int length, Generator? generator)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var tokens = full([count, 1], Vocabulary.Start, ScalarType.Int64, logits.weight!.device);
        Tensor? state = null;
        while (tokens.shape[1] < length)
        {
            var last = tokens.narrow(1, tokens.shape[1] - 1, 1);                            // [B, 1]
            (var output, state) = recurrence.call(Inputs(last, z), state);
            var choice = Choose(logits.call(output.squeeze(1)), generator);                 // [B, 1]
            tokens = cat([tokens, NextTokens.After(last, choice)], 1);
        }

        return tokens.MoveToOuterDisposeScope();
    }

    // [B, S] tokens and [B, D] give [B, S, E + D]: z again at every step.
    private Tensor Inputs(Tensor fed, Tensor? z)
    {
        var words = embedding.call(fed);
        if (z is null) return words;
        var repeated = z.unsqueeze(1).expand(-1, fed.shape[1], -1);
        Tensor[] both = [words, repeated];
        return cat(both, 2);
    }

    // The inverse of the distribution function at a uniform number; [B, V] gives [B, 1].
    private static Tensor Choose(Tensor scores, Generator? generator)
    {
        if (generator is null) return scores.argmax(-1, keepdim: true);
        var cumulated = scores.to(ScalarType.Float64).softmax(-1).cumsum(-1);
        var uniform = rand([scores.shape[0], 1], ScalarType.Float64, generator: generator).to(scores.device);
        return cumulated.le(uniform).sum(-1, keepdim: true).clamp_max(scores.shape[1] - 1);
    }
}
