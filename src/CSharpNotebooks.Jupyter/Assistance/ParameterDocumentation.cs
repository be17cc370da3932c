using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace CSharpNotebooks.Jupyter;

/// <summary>What the documentation says about the parameters of a method.</summary>
internal static class ParameterDocumentation
{
    /// <summary>Name and text of each documented parameter of the method that is named at a place in the code.</summary>
    public static IReadOnlyList<(string Name, string Text)> At(SemanticModel model, SyntaxToken name)
    {
        var info = name.Parent is { } node ? model.GetSymbolInfo(node) : default;
        return (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is IMethodSymbol method ? Of(method.ReducedFrom ?? method) : [];
    }

    private static List<(string Name, string Text)> Of(IMethodSymbol method)
    {
        var documented = Read(method.OriginalDefinition.GetDocumentationCommentXml() ?? "");
        return [.. method.Parameters.Select(parameter => parameter.Name).Where(documented.ContainsKey).Select(name => (name, documented[name]))];
    }

    private static Dictionary<string, string> Read(string xml)
    {
        try
        {
            return XElement.Parse($"<root>{xml}</root>").Descendants("param")
                .DistinctBy(element => element.Attribute("name")?.Value)
                .ToDictionary(element => element.Attribute("name")?.Value ?? "", Text);
        }
        catch (XmlException)
        {
            return []; // Somebody's comment is no XML: there is nothing to show then.
        }
    }

    private static string Text(XElement element) =>
        string.Join(' ', string.Concat(element.Nodes().Select(Text)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>References are written by the last part of what they name.</summary>
    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference => reference.FirstAttribute?.Value.Split('(')[0].Split(':', '.')[^1] ?? "",
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };
}
