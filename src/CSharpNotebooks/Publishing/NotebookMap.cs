using System.Globalization;

namespace CSharpNotebooks;

/// <summary>The cover of a notebook without pictures: its own page in miniature, a bar per cell, as long as the cell's text.</summary>
internal static class NotebookMap
{
    private const int Rows = 13;

    public static string Svg(NotebookDocument notebook)
    {
        var cells = notebook.Cells.Take(Rows).ToList();
        var top = (180 - cells.Count * 12) / 2;
        return $"<svg viewBox=\"0 0 320 180\" aria-hidden=\"true\" class=\"map\">{string.Concat(cells.Select((cell, i) => Bar(cell, top + i * 12)))}</svg>";
    }

    private static string Bar(NotebookCell cell, int y)
    {
        var width = Math.Clamp(18 + 26 * Math.Log(1 + cell.Source.Length / 12.0), 24, 200).ToString("0", CultureInfo.InvariantCulture);
        var kind = cell.Kind == CellKind.Code ? "map-code" : "map-prose";
        return $"<rect class=\"{kind}\" x=\"{(cell.Kind == CellKind.Code ? 72 : 56)}\" y=\"{y}\" width=\"{width}\" height=\"7\" rx=\"2\"/>";
    }
}
