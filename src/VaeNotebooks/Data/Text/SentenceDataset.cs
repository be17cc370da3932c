using static TorchSharp.torch;

namespace VaeNotebooks;

/// <summary>Sentence pairs in memory: texts, tokens, and the factors where they are known. Owns its tensors.</summary>
public sealed class SentenceDataset : IDisposable
{
    /// <summary>Takes ownership of the tensors.</summary>
    /// <param name="name">Short name for messages and captions, for example <c>grammar test</c>.</param>
    /// <param name="pairs">N pairs.</param>
    /// <param name="english">Their English tokens, int64 <c>[N, T]</c>.</param>
    /// <param name="chinese">Their Chinese tokens, int64 <c>[N, U]</c>.</param>
    /// <param name="factors">Known causes of the sentences, N values each; empty where none is known.</param>
    /// <exception cref="ArgumentException">A shape, a type or a number of values is not as above.</exception>
    public SentenceDataset(string name, IReadOnlyList<SentencePair> pairs, Tensor english, Tensor chinese, IReadOnlyList<Factor> factors)
    {
        RequireTokens(english, pairs.Count, nameof(english));
        RequireTokens(chinese, pairs.Count, nameof(chinese));
        if (factors.FirstOrDefault(factor => factor.Values.Count != pairs.Count) is { } bad)
        {
            throw new ArgumentException($"Factor \"{bad.Name}\" has {bad.Values.Count} values for {pairs.Count} sentences.", nameof(factors));
        }

        (Name, Pairs, Factors) = (name, pairs, factors);
        (English, Chinese) = (english.DetachFromDisposeScope(), chinese.DetachFromDisposeScope());
    }

    /// <summary>Short name for messages and captions.</summary>
    public string Name { get; }

    /// <summary>The texts, with attribution where the licence asks for it.</summary>
    public IReadOnlyList<SentencePair> Pairs { get; }

    /// <summary>Rows <c>Start, words, End, Pad ...</c>, int64 <c>[N, T]</c>.</summary>
    public Tensor English { get; }

    /// <summary>Rows <c>Start, characters, End, Pad ...</c>, int64 <c>[N, U]</c>.</summary>
    public Tensor Chinese { get; }

    /// <summary>Known causes of the sentences, all of classes; empty for sentences that people wrote.</summary>
    public IReadOnlyList<Factor> Factors { get; }

    /// <summary>Number of pairs.</summary>
    public int Count => Pairs.Count;

    /// <inheritdoc/>
    public void Dispose()
    {
        English.Dispose();
        Chinese.Dispose();
    }

    private static void RequireTokens(Tensor tokens, int count, string argument)
    {
        if (tokens.dim() != 2 || tokens.shape[0] != count || tokens.dtype != ScalarType.Int64)
        {
            throw new ArgumentException($"{argument} must be int64 of shape [{count}, T], not {tokens.dtype} of shape {Shapes.Text(tokens)}.", argument);
        }
    }
}

/// <summary>The parts of one set of sentences, and the two vocabularies, built from the training part alone. Owns the parts.</summary>
/// <param name="Train">Pairs to fit a model on.</param>
/// <param name="Test">Pairs to report numbers on; no English sentence of it is in <paramref name="Train"/>.</param>
/// <param name="English">Words.</param>
/// <param name="Chinese">Characters.</param>
public sealed record SentenceSplits(SentenceDataset Train, SentenceDataset Test, Vocabulary English, Vocabulary Chinese) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Train.Dispose();
        Test.Dispose();
    }
}
