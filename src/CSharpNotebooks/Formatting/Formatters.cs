using System.Text.Json.Nodes;

namespace CSharpNotebooks;

/// <summary>Turns values into what a notebook shows. One per session; a host registers its own types.</summary>
public sealed class Formatters
{
    /// <summary>The value in every form that is known for it, richest first; <c>text/plain</c> is always there.</summary>
    public MimeBundle Format(object? value) => new(new JsonObject { ["text/plain"] = value?.ToString() ?? "<null>" });
}
