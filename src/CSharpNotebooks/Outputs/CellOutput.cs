using System.Text.Json.Serialization;

namespace CSharpNotebooks;

/// <summary>One thing that a cell showed, in the order in which it was shown. A closed union: nbformat's four output types and the update of an
/// earlier display.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Stream), "stream")]
[JsonDerivedType(typeof(Display), "display")]
[JsonDerivedType(typeof(Update), "update")]
[JsonDerivedType(typeof(Result), "result")]
[JsonDerivedType(typeof(Error), "error")]
public abstract record CellOutput
{
    private CellOutput() { }

    /// <summary>Console text. <paramref name="Name"/> is <c>stdout</c> or <c>stderr</c>.</summary>
    public sealed record Stream(string Name, string Text) : CellOutput;

    /// <summary>A value shown by <c>display(...)</c>. With an id, later <see cref="Update"/>s replace it.</summary>
    public sealed record Display(MimeBundle Data, string? DisplayId = null) : CellOutput;

    /// <summary>Replaces the data of the earlier display that has this id.</summary>
    public sealed record Update(MimeBundle Data, string DisplayId) : CellOutput;

    /// <summary>The value of the cell's trailing expression.</summary>
    public sealed record Result(MimeBundle Data, int ExecutionCount) : CellOutput;

    /// <summary>Why the cell failed, as nbformat words it (<c>ename</c>, <c>evalue</c>, <c>traceback</c>).</summary>
    public sealed record Error(string Name, string Message, IReadOnlyList<string> Traceback) : CellOutput;
}
