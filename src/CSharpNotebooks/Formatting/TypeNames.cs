using System.Collections.Concurrent;

namespace CSharpNotebooks;

/// <summary>The full names by which a type can be registered: its own, those of its bases, its interfaces and its generic definitions.</summary>
internal static class TypeNames
{
    private static readonly ConcurrentDictionary<Type, HashSet<string>> Known = new();

    public static HashSet<string> Of(Type type) => Known.GetOrAdd(type, Collect);

    private static HashSet<string> Collect(Type type)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var t = type; t is not null; t = t.BaseType)
        {
            names.UnionWith(NamesOf(t));
        }

        names.UnionWith(type.GetInterfaces().SelectMany(NamesOf));
        return names;
    }

    private static IEnumerable<string> NamesOf(Type type)
    {
        string?[] names = [type.FullName, type.FullName?.Replace('+', '.'), type.IsGenericType ? type.GetGenericTypeDefinition().FullName : null];
        return names.OfType<string>();
    }
}
