using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CSharpNotebooks;

/// <summary>Ids of cells (nbformat 4.5: 1-64 letters, digits, '-' and '_', unique in the notebook). A missing id comes from the source, so that
/// cleaning twice gives the same.</summary>
internal static partial class CellIds
{
    public static string For(string source, Func<string, bool> isTaken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var text = attempt == 0 ? source : source + "#" + attempt.ToString(CultureInfo.InvariantCulture);
            var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
            if (!isTaken(id))
            {
                return id;
            }
        }
    }

    /// <summary>Keeps the first use of each valid id, and gives every other cell a new one.</summary>
    public static void MakeUnique(IReadOnlyList<NotebookCell> cells)
    {
        var keepers = cells.Where(cell => Valid().IsMatch(cell.Id)).DistinctBy(cell => cell.Id).ToHashSet();
        var taken = keepers.Select(cell => cell.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var cell in cells.Where(cell => !keepers.Contains(cell)))
        {
            var id = For(cell.Source, taken.Contains);
            cell.Node["id"] = JsonValue.Create(id);
            taken.Add(id);
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex Valid();
}
