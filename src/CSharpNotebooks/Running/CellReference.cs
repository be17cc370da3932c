namespace CSharpNotebooks;

/// <summary>Which cell of a notebook is meant.</summary>
/// <param name="Index">Position among all cells of the document, from 0.</param>
/// <param name="Number">Position among its code cells, from 1: the number shown in brackets beside an executed cell.</param>
/// <param name="Id">The nbformat id of the cell.</param>
public sealed record CellReference(int Index, int Number, string Id)
{
    /// <summary>For messages: <c>cell [7] (id "elbo")</c>.</summary>
    public override string ToString() => $"cell [{Number}] (id \"{Id}\")";
}
