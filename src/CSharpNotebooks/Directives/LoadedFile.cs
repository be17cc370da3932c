namespace CSharpNotebooks;

/// <summary>What <c>#load</c> and <c>#!import</c> bring: the text of a script, or the code cells of a notebook.</summary>
internal static class LoadedFile
{
    public static IReadOnlyList<string> Sources(string path)
    {
        try
        {
            return Path.GetExtension(path).Equals(".ipynb", StringComparison.OrdinalIgnoreCase)
                ? [.. NotebookDocument.Load(path).Cells.Where(cell => cell.Kind == CellKind.Code).Select(cell => cell.Source)]
                : [File.ReadAllText(path)];
        }
        catch (Exception e) when (e is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            throw new DirectiveException(e.Message);
        }
    }
}
