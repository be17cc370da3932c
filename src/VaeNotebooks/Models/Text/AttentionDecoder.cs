using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// <c>p(y|x,z) = prod_t p(y_t | y_1 ... y_(t-1), x, z)</c>: a GRU is fed the token before and z; its state asks the states of the source by dot products
/// (attention: Luong et al. 2015, "general"), and state and answer together give the next token.
/// </summary>
internal sealed class AttentionDecoder : nn.Module
{
    private readonly Embedding embedding;
    private readonly GRU recurrence;
    private readonly Linear start;
    private readonly Linear question;
    private readonly Linear joint;
    private readonly Linear logits;

    public AttentionDecoder(TranslationVaeOptions options)
        : base(nameof(AttentionDecoder))
    {
        embedding = nn.Embedding(options.TargetVocabulary, options.EmbeddingSize);
        recurrence = nn.GRU(options.EmbeddingSize + options.LatentSize, options.HiddenSize, batchFirst: true);
        start = nn.Linear(2 * options.HiddenSize, options.HiddenSize);
        question = nn.Linear(options.HiddenSize, 2 * options.HiddenSize, hasBias: false);
        joint = nn.Linear(3 * options.HiddenSize, options.HiddenSize);
        logits = nn.Linear(options.HiddenSize, options.TargetVocabulary - NextTokens.First);
        RegisterComponents();
    }

    /// <summary>The state before the first token, <c>[1, B, H]</c>, from the mean state of the source.</summary>
    public Tensor Start(SourceStates source)
    {
        using var scope = NewDisposeScope();
        return start.call(source.Mean).tanh().unsqueeze(0).MoveToOuterDisposeScope();
    }

    /// <summary>Scores of every next token and where the attention was, for a run of tokens fed.</summary>
    /// <param name="source">What is translated.</param>
    /// <param name="fed"><c>[B, L]</c></param>
    /// <param name="z"><c>[B, D]</c></param>
    /// <param name="state"><c>[1, B, H]</c></param>
    /// <returns>Scores <c>[B, L, V - 2]</c>, attention <c>[B, L, S]</c>, the state after the last token.</returns>
    public (Tensor Scores, Tensor Attention, Tensor State) Step(SourceStates source, Tensor fed, Tensor z, Tensor state)
    {
        using var scope = NewDisposeScope();
        Tensor[] inputs = [embedding.call(fed), z.unsqueeze(1).expand(-1, fed.shape[1], -1)];
        var (states, next) = recurrence.call(cat(inputs, 2), state);                                    // [B, L, H]
        var asked = question.call(states).bmm(source.States.transpose(1, 2));                           // [B, L, S]
        var attention = asked.masked_fill(source.IsPadding.unsqueeze(1), float.NegativeInfinity).softmax(-1);
        Tensor[] both = [states, attention.bmm(source.States)];                                         // H and 2 H
        var scores = logits.call(joint.call(cat(both, 2)).tanh());
        return (scores.MoveToOuterDisposeScope(), attention.MoveToOuterDisposeScope(), next.MoveToOuterDisposeScope());
    }

    /// <summary><c>log p(y|x,z)</c>, <c>[B]</c>, nats: the tokens and the end; padding counts nothing.</summary>
    public Tensor LogLikelihood(SourceStates source, Tensor target, Tensor z)
    {
        using var scope = NewDisposeScope();
        var (scores, _, _) = Step(source, target.narrow(1, 0, target.shape[1] - 1), z, Start(source));
        return NextTokens.LogLikelihood(scores, target).MoveToOuterDisposeScope();
    }

    /// <summary>The most probable token at each step, fed to the next: rows <c>[B, length]</c>, and the attention of each step, <c>[B, length - 1, S]</c>.</summary>
    public (Tensor Tokens, Tensor Attention) Write(SourceStates source, Tensor z, int length)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var last = full([z.shape[0], 1], Vocabulary.Start, ScalarType.Int64, z.device);
        var (tokens, looks, state) = (new List<Tensor> { last }, new List<Tensor>(), Start(source));
        while (tokens.Count < length)
        {
            (var scores, var look, state) = Step(source, last, z, state);
            last = NextTokens.After(last, scores.squeeze(1).argmax(-1, keepdim: true));
            tokens.Add(last);
            looks.Add(look);
        }

        return (cat(tokens, 1).MoveToOuterDisposeScope(), cat(looks, 1).MoveToOuterDisposeScope());
    }
}

/// <summary>What the decoder knows of the sentences that it translates.</summary>
/// <param name="States">A state per token, <c>[B, S, 2 H]</c>.</param>
/// <param name="Mean">Their mean without padding, <c>[B, 2 H]</c>.</param>
/// <param name="IsPadding"><c>[B, S]</c>, bool.</param>
internal sealed record SourceStates(Tensor States, Tensor Mean, Tensor IsPadding)
{
    /// <summary>The same sentences K times over: <c>[K B, ...]</c>.</summary>
    public SourceStates Repeat(long count) => new(States.repeat(count, 1, 1), Mean.repeat(count, 1), IsPadding.repeat(count, 1));
}
