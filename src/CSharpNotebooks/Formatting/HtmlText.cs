namespace CSharpNotebooks;

/// <summary>A piece of HTML, shown as it is.</summary>
public sealed record HtmlText(string Html)
{
    /// <inheritdoc/>
    public override string ToString() => Html;
}
