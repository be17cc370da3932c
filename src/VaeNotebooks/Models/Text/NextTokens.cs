using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>
/// What every decoder of sentences shares: after each token comes any token but <see cref="Vocabulary.Pad"/> and <see cref="Vocabulary.Start"/>, so V tokens have V - 2 scores,
/// and the probabilities of all sentences add up to 1.
/// </summary>
internal static class NextTokens
{
    /// <summary>The token of the first score.</summary>
    public const long First = Vocabulary.End;

    /// <summary><c>sum_t log softmax(scores_t)[token_(t+1)]</c>, <c>[B]</c>, nats: the tokens and the end; padding counts nothing.</summary>
    /// <param name="scores">Of the token after each place but the last, <c>[B, T - 1, V - 2]</c>.</param>
    /// <param name="rows">What was written, int64 <c>[B, T]</c>.</param>
    public static Tensor LogLikelihood(Tensor scores, Tensor rows)
    {
        using var scope = NewDisposeScope();
        var (steps, targets) = (scores.shape[1], rows.narrow(1, 1, scores.shape[1]) - First);
        var each = nn.functional.cross_entropy(
            scores.reshape(-1, scores.shape[2]), targets.reshape(-1), ignore_index: Vocabulary.Pad - First, reduction: nn.Reduction.None);
        return each.reshape(-1, steps).sum([1]).neg().MoveToOuterDisposeScope();
    }

    /// <summary>The tokens of chosen scores, and padding behind a sentence that is over.</summary>
    /// <param name="choice">Which score was chosen, int64 <c>[B, 1]</c>.</param>
    /// <param name="last">The tokens before, int64 <c>[B, 1]</c>.</param>
    public static Tensor After(Tensor last, Tensor choice)
    {
        using var scope = NewDisposeScope();
        var isOver = last.eq(Vocabulary.End).logical_or(last.eq(Vocabulary.Pad));
        return (choice + First).masked_fill(isOver, Vocabulary.Pad).MoveToOuterDisposeScope();
    }
}
