using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace CSharpNotebooks;

/// <summary>
/// The convention of .NET Interactive by which a library says how its types are shown without referencing any engine: the type, a base of it or an interface
/// carries an attribute named <c>TypeFormatterSourceAttribute</c>, whose <c>FormatterSourceType</c> has a method <c>CreateTypeFormatters()</c> that gives
/// objects with <c>MimeType</c> and <c>Format(object, TextWriter)</c>. All of them are used, the preferred MIME types first.
/// </summary>
internal static class FormatterSources
{
    private const string AttributeName = "TypeFormatterSourceAttribute";
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<SourceFormatter>> Known = new();

    public static IReadOnlyList<SourceFormatter> For(Type type) => Known.GetOrAdd(type, Find);

    private static IReadOnlyList<SourceFormatter> Find(Type type)
    {
        try
        {
            return Attributes(type).Select(Create).FirstOrDefault(formatters => formatters.Count > 0) ?? [];
        }
        catch (Exception e) when (e is not ThreadInterruptedException)
        {
            return [];
        }
    }

    private static IEnumerable<Attribute> Attributes(Type type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            foreach (var attribute in OwnAttributes(t))
            {
                yield return attribute;
            }
        }

        foreach (var attribute in type.GetInterfaces().SelectMany(OwnAttributes))
        {
            yield return attribute;
        }
    }

    private static IEnumerable<Attribute> OwnAttributes(Type type) =>
        type.GetCustomAttributes(inherit: false).OfType<Attribute>().Where(attribute => attribute.GetType().Name == AttributeName);

    private static List<SourceFormatter> Create(Attribute attribute)
    {
        var preferred = (Property(attribute, "PreferredMimeTypes") as IEnumerable)?.Cast<string>().ToList() ?? [];
        if (Property(attribute, "FormatterSourceType") is not Type sourceType || Activator.CreateInstance(sourceType, nonPublic: true) is not { } source)
        {
            return [];
        }

        var formatters = (IEnumerable?)sourceType.GetMethod("CreateTypeFormatters", Type.EmptyTypes)?.Invoke(source, null);
        return [.. (formatters?.Cast<object>() ?? []).Select(SourceFormatter.TryCreate).OfType<SourceFormatter>().OrderBy(f => Rank(preferred, f.MimeType))];
    }

    private static int Rank(List<string> preferred, string mimeType) => preferred.IndexOf(mimeType) is >= 0 and var rank ? rank : int.MaxValue;

    private static object? Property(object instance, string name) => instance.GetType().GetProperty(name)?.GetValue(instance);
}

/// <summary>One formatter of a source, called by name.</summary>
/// <param name="MimeType">The form that it writes.</param>
/// <param name="Format">Writes a value; lets the formatter's own exception through.</param>
internal sealed record SourceFormatter(string MimeType, Func<object, string> Format)
{
    public static SourceFormatter? TryCreate(object formatter)
    {
        var type = formatter.GetType();
        var format = type.GetMethods().FirstOrDefault(m =>
            m.Name == "Format" && m.GetParameters() is [_, { } writer] && writer.ParameterType.IsAssignableFrom(typeof(StringWriter)));
        return type.GetProperty("MimeType")?.GetValue(formatter) is string mimeType && format is not null
            ? new SourceFormatter(mimeType, value => Write(format, formatter, value))
            : null;
    }

    private static string Write(MethodInfo format, object formatter, object value)
    {
        using var writer = new StringWriter();
        format.Invoke(formatter, BindingFlags.DoNotWrapExceptions, null, [value, writer], null);
        return writer.ToString();
    }
}
