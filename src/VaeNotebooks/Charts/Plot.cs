using System.Globalization;

namespace VaeNotebooks;

/// <summary>Short ways to write Plotly's objects, by the names of Plotly's own reference.</summary>
internal static class Plot
{
    /// <summary>An object with these properties; those that are null are left out.</summary>
    public static Dictionary<string, object> Object(params (string Name, object? Value)[] properties) =>
        properties.Where(property => property.Value is not null).ToDictionary(property => property.Name, property => property.Value!);

    // Digits that can be seen; a page of charts is half the size. The points of a cloud and the heights of a surface are many, and nobody reads one off.
    private const int Digits = 7;
    private const int DigitsOfMany = 5;

    /// <summary>Seven significant digits. NaN and infinity become gaps.</summary>
    public static double?[] Numbers(IEnumerable<double> values) => [.. values.Select(Number)];

    /// <summary>Seven significant digits. NaN and infinity become a gap.</summary>
    public static double? Number(double value) => Rounded(value, Digits);

    /// <summary>Five significant digits, for a cloud of points.</summary>
    public static double?[] Cloud(IEnumerable<double> values) => [.. values.Select(value => Rounded(value, DigitsOfMany))];

    /// <summary>Five significant digits, for a surface or a table of colours.</summary>
    public static double?[][] Matrix(IEnumerable<double[]> rows) => [.. rows.Select(Cloud)];

    private static double? Rounded(double value, int digits) => double.IsFinite(value)
        ? double.Parse(value.ToString($"G{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : null;

    /// <summary>Text for a title or a label: Plotly reads markup there.</summary>
    public static string Text(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    /// <summary>Text broken into lines, for Plotly does not wrap.</summary>
    public static string[] Wrap(string text, int width)
    {
        var lines = new List<string>();
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= width)
            {
                lines[^1] += " " + word;
            }
            else
            {
                lines.Add(word);
            }
        }

        return [.. lines.Select(Text)];
    }
}
