using System.Net;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace CSharpNotebooks;

/// <summary>
/// Writes links where they lead in the book; those that lead nowhere are their words. A picture that is no output of the notebook is not in the book: its
/// words stand for it. This is the only place where Markdown becomes a link, so nothing can slip past it.
/// </summary>
internal sealed class BookLinks(NotebookLinks links) : HtmlObjectRenderer<LinkInline>
{
    protected override void Write(HtmlRenderer renderer, LinkInline link)
    {
        var address = link.IsImage ? null : links.Resolve(link.GetDynamicUrl?.Invoke() ?? link.Url);
        renderer.Write(address is null ? "" : OpeningTag(address)).Write(link.IsImage ? "[picture: " : "");
        renderer.WriteChildren(link);
        renderer.Write(link.IsImage ? "]" : "").Write(address is null ? "" : "</a>");
    }

    public static string OpeningTag(string address) => address.StartsWith('#')
        ? $"<a href=\"{WebUtility.HtmlEncode(address)}\">"
        : $"<a href=\"{WebUtility.HtmlEncode(address)}\" rel=\"noopener noreferrer\">";
}

/// <summary>The same for addresses in angle brackets.</summary>
internal sealed class BookAutolinks(NotebookLinks links) : HtmlObjectRenderer<AutolinkInline>
{
    protected override void Write(HtmlRenderer renderer, AutolinkInline link)
    {
        var words = WebUtility.HtmlEncode(link.Url);
        var address = links.Resolve(link.IsEmail ? "mailto:" + link.Url : link.Url);
        renderer.Write(address is null ? words : BookLinks.OpeningTag(address) + words + "</a>");
    }
}
