using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>The course as a book.</summary>
internal static class CourseBook
{
    private static readonly BookOptions Options = new()
    {
        Title = "Variational autoencoders in C#",
        Lead = "A course in notebooks: every claim is executed, every quoted number carries its protocol.",
        Parts =
        [
            new("Part I: theory", 1),
            new("Part II: building one", 4),
            new("Part III: understanding", 6),
            new("Part IV: applications", 11),
            new("Part V: out of the notebook", 15),
        ],
        Renderers = [new PlotlyRenderer()],
        CellLabel = cell => ExerciseSolutions.ExerciseId(cell) is { } id ? $"Exercise {id}" : new BookOptions().CellLabel(cell),
    };

    /// <summary>Writes the book and gives the path of its first page.</summary>
    public static string Write(IReadOnlyList<BookNotebook> notebooks, string folder) => Book.Write(notebooks, folder, Options);
}
