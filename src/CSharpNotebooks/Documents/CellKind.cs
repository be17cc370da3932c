namespace CSharpNotebooks;

/// <summary>What a cell holds (nbformat's <c>cell_type</c>).</summary>
public enum CellKind
{
    /// <summary>Code that a session runs.</summary>
    Code,

    /// <summary>Prose.</summary>
    Markdown,

    /// <summary>Text that is neither run nor rendered.</summary>
    Raw,
}
