namespace VaeNotebooks;

/// <summary>What a <see cref="SentenceVae"/> or a <see cref="SentenceLanguageModel"/> is built from.</summary>
public sealed record SentenceVaeOptions
{
    /// <summary>Number of tokens, <see cref="Vocabulary.Count"/>.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Width of the token rows, T, start and end included.</summary>
    public required int Length { get; init; }

    /// <summary>Numbers by which a token is embedded.</summary>
    public int EmbeddingSize { get; init; } = 32;

    /// <summary>Units of each GRU.</summary>
    public int HiddenSize { get; init; } = 64;

    /// <summary>Units of z; a language model has none.</summary>
    public int LatentSize { get; init; } = 16;

    /// <summary>
    /// Probability with which, in training, a word that the decoder is fed is replaced by <see cref="Vocabulary.Unknown"/> (word dropout: Bowman et al. 2016,
    /// section 3.1). What it has to predict stays as it is.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in [0, 1].</exception>
    public double WordDropout
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(WordDropout), value, "WordDropout must be in [0, 1].");
    }
}
