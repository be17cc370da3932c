using System.Collections;

namespace CSharpNotebooks;

/// <summary>The text alternative that every value has.</summary>
internal static class PlainText
{
    private const int DepthLimit = 3;

    public static string Of(object? value) => Of(value, 0);

    private static string Of(object? value, int depth) => value switch
    {
        _ when SafeValues.IsScalar(value) || depth >= DepthLimit => SafeValues.Text(value),
        IDictionary dictionary => OfSequence(SafeValues.Entries(dictionary), depth, "{", "}"),
        KeyValuePair<object, object?> entry => $"{Of(entry.Key, depth + 1)}: {Of(entry.Value, depth + 1)}",
        IEnumerable sequence when HasNoTextOfItsOwn(value) => OfSequence(sequence, depth, "[", "]"),
        _ => SafeValues.Text(value),
    };

    /// <summary>Items on one line, for example <c>[ 1, 2, ... (80 more) ]</c>.</summary>
    public static string OfItems(List<object?> items, string? more) => Join(items, more, 0, "[", "]");

    private static string OfSequence(IEnumerable sequence, int depth, string open, string close)
    {
        var (items, more) = SafeValues.Take(sequence);
        return Join(items, more, depth, open, close);
    }

    private static string Join(List<object?> items, string? more, int depth, string open, string close)
    {
        var texts = items.Select(item => Of(item, depth + 1));
        return items.Count == 0 ? open + close : $"{open} {string.Join(", ", more is null ? texts : texts.Append($"... ({more} more)"))} {close}";
    }

    private static bool HasNoTextOfItsOwn(object value) =>
        value.GetType().GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType?.Namespace?.StartsWith("System", StringComparison.Ordinal) == true;
}
