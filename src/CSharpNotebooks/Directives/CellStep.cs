namespace CSharpNotebooks;

/// <summary>One thing that a cell asks for, in the order in which it is done. A closed union.</summary>
internal abstract record CellStep
{
    private CellStep() { }

    /// <summary>C# with the directives blanked out, so that lines keep their numbers.</summary>
    public sealed record Code(string Text) : CellStep;

    /// <summary>A line that begins with <c>#r</c>, <c>#i</c>, <c>#load</c> or <c>#!</c>.</summary>
    public sealed record Directive(string Name, string Argument, int Line) : CellStep;

    /// <summary>Text that is shown, not run.</summary>
    public sealed record Prose(string MimeType, string Text) : CellStep;
}
