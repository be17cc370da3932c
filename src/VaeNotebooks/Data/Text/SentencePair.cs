namespace VaeNotebooks;

/// <summary>A sentence in two languages.</summary>
/// <param name="English">As it is in the source.</param>
/// <param name="Chinese">Its translation.</param>
/// <param name="Attribution">Who wrote the two, where the licence asks for it: keep it with the pair. Null for sentences of the project.</param>
public sealed record SentencePair(string English, string Chinese, string? Attribution = null)
{
    /// <summary>The script of the translation, by a rough test of its characters.</summary>
    public ChineseScript Script => ChineseScripts.Of(Chinese);
}
