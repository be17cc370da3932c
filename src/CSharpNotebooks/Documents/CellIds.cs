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
    /// <summary>The id of a cell with this source; of the second with the same source, and so on.</summary>
    public static string For(string source, int repetition = 0)
    {
        var text = repetition == 0 ? source : source + "#" + repetition.ToString(CultureInfo.InvariantCulture);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
    }

    /// <summary>Keeps the first use of each valid id, and gives every other cell a new one.</summary>
    public static void MakeUnique(IReadOnlyList<NotebookCell> cells)
    {
        var keepers = cells.Where(cell => Valid().IsMatch(cell.Id)).DistinctBy(cell => cell.Id).ToHashSet();
        var taken = keepers.Select(cell => cell.Id).ToHashSet(StringComparer.Ordinal);
        var repetitions = new Dictionary<string, int>(StringComparer.Ordinal); // where the search for a free id goes on: it must not start over for each cell
        foreach (var cell in cells.Where(cell => !keepers.Contains(cell)))
        {
            var repetition = repetitions.GetValueOrDefault(cell.Source);
            while (!taken.Add(For(cell.Source, repetition))) repetition++;
            cell.Node["id"] = JsonValue.Create(For(cell.Source, repetition));
            repetitions[cell.Source] = repetition + 1;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex Valid();
}
