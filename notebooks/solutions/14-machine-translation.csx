// Solutions of 14-machine-translation.
// `vae run 14 --solutions` puts each region in the place of the exercise of the same name.

#region 14.brevity
double Brevity(int[] lengths, int[][] references)
{
    double written = lengths.Sum();
    double wanted = lengths.Zip(references).Sum(pair =>
        pair.Second.OrderBy(length => Math.Abs(length - pair.First)).ThenBy(length => length).First());
    return Math.Exp(Math.Min(0, 1 - wanted / written));
}
#endregion

#region 14.attention
// Before the softmax, not after: what is set to 0 afterwards has taken its share already.
Tensor Weights(Tensor scores, Tensor isPadding) =>
    scores.masked_fill(isPadding.unsqueeze(1), float.NegativeInfinity).softmax(-1);
#endregion

#region 14.broken-bleu
double CorpusBleu(IReadOnlyList<string>[] texts, IReadOnlyList<string>[] references) =>
    Bleu.Of(texts, [.. references.Select(reference => new[] { reference })]).Score;
#endregion

#region 14.broken-shift
(Tensor fed, Tensor predicted) FedAndPredicted(Tensor target) =>
    (target[.., ..^1], target[.., 1..]);
#endregion
