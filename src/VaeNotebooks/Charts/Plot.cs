using System.Globalization;

namespace VaeNotebooks;

/// <summary>Short ways to write Plotly's objects, by the names of Plotly's own reference.</summary>
internal static class Plot
{
    /// <summary>An object with these properties; those that are null are left out.</summary>
    public static Dictionary<string, object> Object(params (string Name, object? Value)[] properties) =>
        properties.Where(property => property.Value is not null).ToDictionary(property => property.Name, property => property.Value!);

    /// <summary>Seven significant digits: more cannot be seen, and a page of charts is half the size. NaN and infinity become gaps.</summary>
    public static double?[] Numbers(IEnumerable<double> values) => [.. values.Select(Number)];

    public static double? Number(double value) =>
        double.IsFinite(value) ? double.Parse(value.ToString("G7", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    public static double?[][] Matrix(IEnumerable<double[]> rows) => [.. rows.Select(Numbers)];

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
