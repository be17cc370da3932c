using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>A notebook that is to be run, with parameters and solutions already put in.</summary>
/// <param name="Path">The file.</param>
/// <param name="Document">What is run, with the outputs that the file holds.</param>
/// <param name="Variant">Tells jobs of one notebook apart, for example <c>seed 3</c>.</param>
internal sealed record NotebookJob(string Path, NotebookDocument Document, string? Variant = null)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Title => Variant is null ? Name : $"{Name} ({Variant})";

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;
}
