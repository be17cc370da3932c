using System.Collections;

namespace CSharpNotebooks;

/// <summary>
/// HTML of any value: scalars as text, lists of scalars on one line, lists of objects and dictionaries as tables, objects, records and tuples as a tree.
/// Depth and number of items are limited, so cycles, deep objects and endless sequences end.
/// </summary>
internal static class HtmlFormatter
{
    private const int DepthLimit = 3;

    public static string Format(object? value) => Format(value, 0);

    private static string Format(object? value, int depth) => value switch
    {
        HtmlText html => html.Html,
        _ when SafeValues.IsScalar(value) => Html.PlainText(SafeValues.Text(value)),
        _ when depth > DepthLimit => Html.Encode(SafeValues.Text(value)),
        IDictionary dictionary => Dictionary(dictionary, depth),
        IEnumerable sequence => Sequence(sequence, depth),
        _ => Object(value!, depth),
    };

    private static string Dictionary(IDictionary dictionary, int depth)
    {
        var (items, more) = SafeValues.Take(SafeValues.Entries(dictionary));
        var rows = items.Select(item => item is KeyValuePair<object, object?> pair
            ? (string[])[Format(pair.Key, depth + 1), Format(pair.Value, depth + 1)]
            : [Format(item, depth + 1)]);
        return Html.Table(["key", "value"], rows) + More(more);
    }

    private static string Sequence(IEnumerable sequence, int depth)
    {
        var (items, more) = SafeValues.Take(sequence);
        if (items.All(SafeValues.IsScalar))
        {
            return Html.PlainText(PlainText.OfItems(items, more));
        }

        var rows = items.Select((item, index) => (string[])[index.ToString(System.Globalization.CultureInfo.InvariantCulture), Format(item, depth + 1)]);
        return Html.Table(["index", "value"], rows) + More(more);
    }

    private static string Object(object value, int depth)
    {
        var members = SafeValues.Members(value);
        return members.Count == 0
            ? Html.PlainText(SafeValues.Text(value))
            : Html.Tree(SafeValues.Text(value), members.Select(member => (member.Name, Format(member.Value, depth + 1))));
    }

    private static string More(string? more) => more is null ? "" : Html.Encode($"... ({more} more)");
}
