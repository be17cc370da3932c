// Solutions of 13-text-generation.
// `vae run 13 --solutions` puts each region in the place of the exercise of the same name.

#region 13.perplexity
// logLikelihood [N], nats; tokens [N, T]. Every token is predicted but the start of each row; padding is none.
double PerplexityOf(Tensor logLikelihood, Tensor tokens)
{
    double predicted = tokens.ne(Vocabulary.Pad).sum().ToDouble() - tokens.shape[0];
    return Math.Exp(-logLikelihood.sum().ToDouble() / predicted);
}
#endregion

#region 13.word-dropout
// tokens [B, T], int64; the result likewise. Words are the tokens behind the special ones.
Tensor Drop(Tensor tokens, double probability, Generator generator)
{
    var isDropped = rand(tokens.shape, generator: generator).lt(probability)
        .logical_and(tokens.gt(Vocabulary.Unknown));
    return tokens.masked_fill(isDropped, Vocabulary.Unknown);
}
#endregion

#region 13.from-truth
// The mean of -log p - H, and the deviation of that mean.
(double kl, double standardError) FromTruth(Tensor logLikelihood, double entropy) =>
    (-logLikelihood.mean().ToDouble() - entropy,
        logLikelihood.std().ToDouble() / Math.Sqrt(logLikelihood.shape[0]));
#endregion

#region 13.broken-mean
// logits [B, T, V]; targets [B, T], 0 is padding; rate [B], nats. The sum over tokens, then the mean over sentences.
Tensor BrokenLoss(Tensor logits, Tensor targets, Tensor rate)
{
    var crossEntropy = nn.functional.cross_entropy(
        logits.flatten(0, 1), targets.flatten(), ignore_index: Vocabulary.Pad, reduction: nn.Reduction.Sum);
    return crossEntropy / logits.shape[0] + rate.mean();
}
#endregion
