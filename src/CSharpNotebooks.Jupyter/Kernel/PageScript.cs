namespace CSharpNotebooks.Jupyter;

/// <summary>
/// A script that a page needs once before outputs of one kind can draw themselves in it: front ends that know the kind draw it with their own means, the others
/// show its HTML.
/// </summary>
/// <param name="MimeType">The kind, for example <c>application/vnd.plotly.v1+json</c>.</param>
/// <param name="Script">The JavaScript, or null where it cannot be had.</param>
internal sealed record PageScript(string MimeType, Func<string?> Script);
