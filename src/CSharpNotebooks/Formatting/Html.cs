using System.Net;

namespace CSharpNotebooks;

/// <summary>The few shapes of HTML that values are shown in, with the class names that .NET Interactive gives them.</summary>
internal static class Html
{
    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    public static string PlainText(string text) => $"<div class=\"dni-plaintext\"><pre>{Encode(text)}</pre></div>";

    public static string Table(IEnumerable<string> headers, IEnumerable<IEnumerable<string>> rows) =>
        $"<table><thead><tr>{Cells("th", headers.Select(Encode))}</tr></thead>"
        + $"<tbody>{string.Concat(rows.Select(row => $"<tr>{Cells("td", row)}</tr>"))}</tbody></table>";

    public static string Tree(string summary, IEnumerable<(string Name, string Html)> members) =>
        $"<details open=\"open\" class=\"dni-treeview\"><summary><span class=\"dni-code-hint\"><code>{Encode(summary)}</code></span></summary><div>"
        + $"<table><thead><tr></tr></thead><tbody>{string.Concat(members.Select(m => $"<tr><td>{Encode(m.Name)}</td><td>{m.Html}</td></tr>"))}</tbody></table>"
        + "</div></details>";

    private static string Cells(string tag, IEnumerable<string> cells) => string.Concat(cells.Select(cell => $"<{tag}>{cell}</{tag}>"));
}
