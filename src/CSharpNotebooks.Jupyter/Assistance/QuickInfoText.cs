using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.QuickInfo;

namespace CSharpNotebooks.Jupyter;

/// <summary>Writes what Roslyn knows about a name: a signature, and documentation in paragraphs.</summary>
internal static class QuickInfoText
{
    private const string Escaped = "\\`*_{}[]<>#|$";

    // At the first level of detail: what one wants to know while typing.
    private static readonly string[] Essential =
    [
        QuickInfoSectionKinds.DocumentationComments, QuickInfoSectionKinds.TypeParameters, QuickInfoSectionKinds.AnonymousTypes,
        QuickInfoSectionKinds.ReturnsDocumentationComments, QuickInfoSectionKinds.ValueDocumentationComments,
    ];

    /// <summary>Both forms; the second level of detail adds remarks and exceptions.</summary>
    public static Inspection Write(QuickInfoItem item, IReadOnlyList<(string Name, string Text)> parameters, int detailLevel)
    {
        var signature = string.Join('\n', item.Sections.Where(section => section.Kind == QuickInfoSectionKinds.Description).Select(section => section.Text));
        var sections = item.Sections.Where(section => IsShown(section, detailLevel)).ToArray();
        return new Inspection(
            Paragraphs(signature, sections.Select(section => section.Text.Trim()), List(parameters, p => $"  {p.Name}: {p.Text}")),
            Paragraphs($"```csharp\n{signature}\n```", sections.Select(Markdown), List(parameters, p => $"- `{p.Name}`: {Escape(p.Text)}")));
    }

    private static string Paragraphs(string signature, IEnumerable<string> documentation, IEnumerable<string> parameters) =>
        string.Join("\n\n", [signature, .. documentation, .. parameters]);

    private static bool IsShown(QuickInfoSection section, int detailLevel) =>
        section.Kind != QuickInfoSectionKinds.Description
        && (detailLevel > 0 || Essential.Contains(section.Kind))
        && !string.IsNullOrWhiteSpace(section.Text);

    private static string[] List(IReadOnlyList<(string Name, string Text)> parameters, Func<(string Name, string Text), string> line) =>
        parameters.Count == 0 ? [] : ["Parameters:", string.Join('\n', parameters.Select(line))];

    private static string Markdown(QuickInfoSection section) => Markdown(section.TaggedParts).Trim();

    /// <summary>Names and types become code, the words between them text.</summary>
    private static string Markdown(IEnumerable<TaggedText> parts)
    {
        var (text, code) = (new StringBuilder(), new StringBuilder());
        foreach (var part in parts.Append(new TaggedText(TextTags.Text, "")))
        {
            if (part.Tag is TextTags.Text || (string.IsNullOrWhiteSpace(part.Text) && !IsOpen(code)))
            {
                text.Append(code.Length > 0 ? $"`{code}`" : "");
                code.Clear();
                text.Append(part.Tag == TextTags.LineBreak ? "\n\n" : Escape(part.Text));
            }
            else
            {
                code.Append(part.Text);
            }
        }

        return text.ToString();
    }

    /// <summary>Within the brackets of type arguments or of a tuple, where a space is part of the name.</summary>
    private static bool IsOpen(StringBuilder code)
    {
        var name = code.ToString();
        return name.Count(c => c is '<' or '(') > name.Count(c => c is '>' or ')');
    }

    private static string Escape(string text) => string.Concat(text.Select(c => Escaped.Contains(c) ? $"\\{c}" : $"{c}"));
}
