using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp;

namespace OlderFSharp;

/// <summary>What a cell does: draws a chart of a tensor.</summary>
internal static class Cell
{
    public static object Heatmap(Assembly library, string title)
    {
        // A compiled cell that calls the library has its module initialised before the cell's first statement; a call by reflection comes too late for Torch.
        RuntimeHelpers.RunModuleConstructor(library.ManifestModule.ModuleHandle);
        return library.GetType("VaeNotebooks.Charts", throwOnError: true)!
            .GetMethod("Heatmap")!
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [title, "column", "row", "height", torch.eye(3), null, null], null)!;
    }
}

/// <summary>The convention of .NET Interactive by which a library says how it is shown without knowing by whom.</summary>
internal static class Display
{
    public static string AsHtml(object value)
    {
        var attribute = value.GetType().GetCustomAttributes(inherit: false).Single(a => a.GetType().Name == "TypeFormatterSourceAttribute");
        var source = Activator.CreateInstance((Type)Get(attribute, "FormatterSourceType"))!;
        var formatters = (IEnumerable<object>)Call(source, "CreateTypeFormatters");
        var writer = new StringWriter();
        Call(formatters.Single(formatter => Get(formatter, "MimeType") is "text/html"), "Format", value, writer);
        return writer.ToString();
    }

    private static object Get(object instance, string property) => instance.GetType().GetProperty(property)!.GetValue(instance)!;

    private static object Call(object instance, string method, params object[] arguments) =>
        instance.GetType().GetMethod(method)!.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
}
