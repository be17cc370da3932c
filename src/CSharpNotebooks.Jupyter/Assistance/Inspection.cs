namespace CSharpNotebooks.Jupyter;

/// <summary>What is known about the code at the cursor: its signature and its documentation.</summary>
/// <param name="Plain">As plain text.</param>
/// <param name="Markdown">As Markdown.</param>
internal sealed record Inspection(string Plain, string Markdown);
