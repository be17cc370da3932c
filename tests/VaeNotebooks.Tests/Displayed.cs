using System.Reflection;

namespace VaeNotebooks.Tests;

/// <summary>Shows a value as a notebook host does: by the names of the convention alone.</summary>
internal static class Displayed
{
    public static string As(string mimeType, object value) => All(value)[mimeType];

    public static IReadOnlyDictionary<string, string> All(object value)
    {
        object attribute = value.GetType().GetCustomAttributes().Single(candidate => candidate.GetType().Name == "TypeFormatterSourceAttribute");
        var source = (Type)Property(attribute, "FormatterSourceType");
        object formatters = source.GetMethod("CreateTypeFormatters")!.Invoke(Activator.CreateInstance(source), [])!;
        return ((System.Collections.IEnumerable)formatters).Cast<object>()
            .ToDictionary(formatter => (string)Property(formatter, "MimeType"), formatter => Write(formatter, value));
    }

    private static string Write(object formatter, object value)
    {
        using var writer = new StringWriter();
        bool written = (bool)formatter.GetType().GetMethod("Format")!.Invoke(formatter, [value, writer])!;
        return written ? writer.ToString() : throw new InvalidOperationException("The formatter refused the value.");
    }

    private static object Property(object target, string name) => target.GetType().GetProperty(name)!.GetValue(target)!;
}
