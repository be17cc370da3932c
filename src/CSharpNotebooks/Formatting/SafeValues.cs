using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace CSharpNotebooks;

/// <summary>Looks into values that were written by others: nothing here throws because of what they do.</summary>
internal static class SafeValues
{
    /// <summary>Items of a sequence that are shown.</summary>
    public const int ItemLimit = 20;

    /// <summary>Items of an unfinished sequence that are counted at most.</summary>
    private const int CountLimit = 1000;
    private const int TextLimit = 10_000;

    /// <summary>The value's own text, or the name of what it threw.</summary>
    public static string Text(object? value)
    {
        try
        {
            var text = value switch
            {
                null => "<null>",
                IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
                _ => value.ToString() ?? "<null>",
            };
            return text.Length <= TextLimit || value is string ? text : text[..TextLimit] + "...";
        }
        catch (Exception e) when (e is not ThreadInterruptedException)
        {
            return Thrown(e);
        }
    }

    public static string Thrown(Exception exception) =>
        $"({((exception as TargetInvocationException)?.InnerException ?? exception).GetType().Name})";

    /// <summary>Numbers, texts, dates, enums and what else is one piece.</summary>
    public static bool IsScalar(object? value) =>
        value is null or string or decimal or DateTime or DateTimeOffset or TimeSpan or DateOnly or TimeOnly or Guid or Uri
        or Version or Type or Enum or BigInteger or Complex or Half or Int128 or UInt128 or Delegate or MemberInfo
        || value.GetType() is { IsPrimitive: true } or { IsPointer: true };

    /// <summary>The first items, and how many more there are, as text: nothing, <c>"80"</c>, or <c>"at least 980"</c>.</summary>
    public static (List<object?> Items, string? More) Take(IEnumerable sequence)
    {
        var items = new List<object?>();
        var count = 0;
        try
        {
            foreach (var item in sequence)
            {
                if (++count <= ItemLimit)
                {
                    items.Add(item);
                }
                else if (sequence is ICollection collection)
                {
                    return (items, Number(collection.Count - ItemLimit));
                }
                else if (count > CountLimit)
                {
                    return (items, $"at least {Number(count - ItemLimit)}");
                }
            }
        }
        catch (Exception e) when (e is not ThreadInterruptedException)
        {
            items.Add(Thrown(e));
        }

        return (items, count > ItemLimit ? Number(count - ItemLimit) : null);
    }

    /// <summary>The entries of a dictionary as pairs of objects, whatever types it declares.</summary>
    public static IEnumerable<object?> Entries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            yield return KeyValuePair.Create(entry.Key, entry.Value);
        }
    }

    /// <summary>Public fields and readable properties with their values; what a getter throws stands in for its value.</summary>
    public static List<(string Name, object? Value)> Members(object value)
    {
        var type = value.GetType();
        if (value is ITuple tuple)
        {
            return [.. Enumerable.Range(0, tuple.Length).Select(i => ($"Item{i + 1}", tuple[i]))];
        }

        const BindingFlags Public = BindingFlags.Instance | BindingFlags.Public;
        var properties = type.GetProperties(Public)
            .Where(p => p.CanRead && p.GetIndexParameters().Length == 0 && IsReadable(p.PropertyType))
            .DistinctBy(p => p.Name);
        return
        [
            .. properties.Select(p => (p.Name, Get(() => p.GetValue(value)))),
            .. type.GetFields(Public).Where(f => IsReadable(f.FieldType)).Select(f => (f.Name, Get(() => f.GetValue(value)))),
        ];
    }

    private static bool IsReadable(Type type) => !type.IsByRefLike && !type.IsByRef && !type.IsPointer;

    private static object? Get(Func<object?> getter)
    {
        try
        {
            return getter();
        }
        catch (Exception e) when (e is not ThreadInterruptedException)
        {
            return Thrown(e);
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
