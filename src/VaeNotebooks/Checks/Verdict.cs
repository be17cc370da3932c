namespace VaeNotebooks;

/// <summary>What was judged.</summary>
public enum VerdictKind
{
    /// <summary>A claim of the text, by <see cref="Check.Close"/> or <see cref="Check.True"/>.</summary>
    Check,

    /// <summary>A quoted number, by <see cref="Check.Number"/>.</summary>
    Number,

    /// <summary>The reader's work, by <see cref="Check.Exercise"/>.</summary>
    Exercise,
}

/// <summary>How it was judged.</summary>
public enum VerdictStatus
{
    /// <summary>The claim holds, or the number is as expected.</summary>
    Passed,

    /// <summary>It does not. A headless run of the notebook fails.</summary>
    Failed,

    /// <summary>Nothing of the same protocol to compare with.</summary>
    NotCompared,

    /// <summary>Every check of the exercise is green.</summary>
    Solved,

    /// <summary>The exercise's stub is still in place.</summary>
    NotYet,

    /// <summary>The exercise was tried, and a check is red or it threw.</summary>
    Wrong,
}

/// <summary>
/// The judgement on one claim, number or exercise. It shows as one line; a runner reads its JSON form
/// (<c>application/vnd.vaenotebooks.verdict+json</c>) from the outputs of the executed notebook.
/// </summary>
/// <param name="Kind">What was judged.</param>
/// <param name="Status">How it was judged.</param>
/// <param name="Message">The claim in words, with the reason when it is not green.</param>
[TypeFormatterSource(typeof(VerdictFormatters), PreferredMimeTypes = ["text/html"])]
public sealed record Verdict(VerdictKind Kind, VerdictStatus Status, string Message)
{
    /// <summary>The id of the number or the exercise; null for a plain check.</summary>
    public string? Id { get; init; }

    /// <summary>The measured value, in <see cref="Unit"/>.</summary>
    public double? Actual { get; init; }

    /// <summary>The value to be expected, in <see cref="Unit"/>.</summary>
    public double? Expected { get; init; }

    /// <summary>The largest allowed distance between the two, in <see cref="Unit"/>.</summary>
    public double? Tolerance { get; init; }

    /// <summary>The unit of the three numbers, for example <c>nats</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>How the number was measured: data form, z sampled or mean, epochs.</summary>
    public string? Protocol { get; init; }

    /// <summary>True for <see cref="VerdictStatus.Passed"/> and <see cref="VerdictStatus.Solved"/>.</summary>
    public bool IsGreen => Status is VerdictStatus.Passed or VerdictStatus.Solved;

    /// <summary>The verdict as one line of text.</summary>
    public override string ToString() => VerdictFormatters.Text(this);
}
