using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>Draws outputs of one MIME type. The host adds renderers for forms that the book does not know, such as charts.</summary>
public interface IOutputRenderer
{
    /// <summary>The form that is drawn, such as <c>application/vnd.plotly.v1+json</c>.</summary>
    string MimeType { get; }

    /// <summary>Scripts and style sheets of the pages that use the renderer, loaded in this order and written once per book.</summary>
    IReadOnlyList<BookAsset> Assets { get; }

    /// <summary>The output as an HTML fragment. The value comes from arbitrary code: the fragment must be inert whatever it holds.</summary>
    /// <param name="value">The value as the notebook stores it.</param>
    /// <param name="textAlternative">The output in words, for readers who cannot see it; not encoded.</param>
    string Render(JsonNode value, string textAlternative);

    /// <summary>A small SVG drawing of the value for the index, or null when there is nothing to draw.</summary>
    /// <param name="value">The value as the notebook stores it.</param>
    string? Thumbnail(JsonNode value);
}

/// <summary>A file that pages load.</summary>
/// <param name="FileName">A plain file name; <c>.js</c> files are loaded as scripts and <c>.css</c> files as style sheets.</param>
/// <param name="Content">Gives the content when the book is written.</param>
public sealed record BookAsset(string FileName, Func<byte[]> Content);
