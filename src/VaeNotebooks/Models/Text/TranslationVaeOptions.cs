using System.Runtime.CompilerServices;

namespace VaeNotebooks;

/// <summary>What a <see cref="TranslationVae"/> is built from.</summary>
public sealed record TranslationVaeOptions
{
    /// <summary>Number of tokens of the language that is read, <see cref="Vocabulary.Count"/>.</summary>
    public required int SourceVocabulary { get; init; }

    /// <summary>Number of tokens of the language that is written.</summary>
    public required int TargetVocabulary { get; init; }

    /// <summary>Width S of the source rows, start and end included.</summary>
    public required int SourceLength { get; init => field = Require(value, value >= 2, "at least 2"); }

    /// <summary>Width T of the target rows, start and end included.</summary>
    public required int TargetLength { get; init => field = Require(value, value >= 2, "at least 2"); }

    /// <summary>Numbers by which a token is embedded.</summary>
    public int EmbeddingSize { get; init => field = Require(value, value >= 1, "at least 1"); } = 32;

    /// <summary>Units H of each GRU.</summary>
    public int HiddenSize { get; init => field = Require(value, value >= 1, "at least 1"); } = 64;

    /// <summary>Units D of z; 0 gives the same network without a latent, whose log-likelihood is exact.</summary>
    public int LatentSize { get; init => field = Require(value, value >= 0, "at least 0"); } = 2;

    private static int Require(int value, bool holds, string range, [CallerMemberName] string name = "") =>
        holds ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
}
