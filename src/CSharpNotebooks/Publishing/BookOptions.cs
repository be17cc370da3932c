namespace CSharpNotebooks;

/// <summary>One notebook of a book.</summary>
/// <param name="FileName">Its file name, such as <c>02-elbo.ipynb</c>: gives the number and the address of the page, and is what other notebooks link
/// to.</param>
/// <param name="Notebook">The document with its outputs.</param>
public sealed record BookNotebook(string FileName, NotebookDocument Notebook);

/// <summary>A heading of the index, above the notebook of the given number and those that follow it.</summary>
/// <param name="Title">Such as <c>Part I: theory</c>.</param>
/// <param name="FirstNumber">The number of the first notebook of the part.</param>
public sealed record BookPart(string Title, int FirstNumber);

/// <summary>How a book looks and what its host adds to it.</summary>
public sealed record BookOptions
{
    /// <summary>The title of the book.</summary>
    public string Title { get; init; } = "Notebooks";

    /// <summary>One or two sentences under the title, as plain text.</summary>
    public string Lead { get; init; } = "";

    /// <summary>The language of the prose, for the browser's hyphenation and voice.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Headings of the index. None gives one plain list.</summary>
    public IReadOnlyList<BookPart> Parts { get; init; } = [];

    /// <summary>What the host can draw, best first; these go before the book's own forms.</summary>
    public IReadOnlyList<IOutputRenderer> Renderers { get; init; } = [];

    /// <summary>A short label above a code cell ("Exercise 04.kl"), or null for none. By default the tag <c>parameters</c> is named.</summary>
    public Func<NotebookCell, string?> CellLabel { get; init; } = cell =>
        cell.Tags.Contains("injected-parameters") ? "Parameters of this run" : cell.Tags.Contains("parameters") ? "Parameters" : null;
}
