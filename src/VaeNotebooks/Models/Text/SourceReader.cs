using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>Reads sentences from both ends: two GRUs, one of which gets each row turned round within its length, so that padding is never read before a word.</summary>
internal sealed class SourceReader : nn.Module
{
    private readonly Embedding embedding;
    private readonly GRU forwards;
    private readonly GRU backwards;

    public SourceReader(int vocabulary, int embeddingSize, int hiddenSize)
        : base(nameof(SourceReader))
    {
        embedding = nn.Embedding(vocabulary, embeddingSize);
        forwards = nn.GRU(embeddingSize, hiddenSize, batchFirst: true);
        backwards = nn.GRU(embeddingSize, hiddenSize, batchFirst: true);
        RegisterComponents();
    }

    /// <summary>The embeddings alone, <c>[B, S]</c> gives <c>[B, S, E]</c>.</summary>
    public Tensor Embed(Tensor tokens) => embedding.call(tokens);

    /// <summary>A state per token, <c>[B, S]</c> gives <c>[B, S, 2 H]</c>; what stands at padding is of no meaning.</summary>
    public Tensor Read(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var turn = TurnedPlaces(tokens);                                                            // [B, S]
        var (there, _) = forwards.call(embedding.call(tokens));
        var (back, _) = backwards.call(embedding.call(tokens.gather(1, turn)));
        var turnedBack = back.gather(1, turn.unsqueeze(2).expand(-1, -1, back.shape[2]));
        Tensor[] both = [there, turnedBack];
        return cat(both, 2).MoveToOuterDisposeScope();
    }

    /// <summary>The mean over the tokens that are no padding, <c>[B, S, H]</c> gives <c>[B, H]</c>.</summary>
    public static Tensor Mean(Tensor states, Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var isToken = tokens.ne(Vocabulary.Pad).to(states.dtype).unsqueeze(2);                      // [B, S, 1]
        return ((states * isToken).sum([1]) / isToken.sum([1])).MoveToOuterDisposeScope();
    }

    // Place t gets token length - 1 - t; padding stays where it is. Turning twice gives the row again.
    private static Tensor TurnedPlaces(Tensor tokens)
    {
        var places = arange(tokens.shape[1], device: tokens.device).unsqueeze(0).expand(tokens.shape[0], -1);
        var turned = tokens.ne(Vocabulary.Pad).sum(1, keepdim: true) - 1 - places;
        return where(turned.ge(0), turned, places);
    }
}
