using System.Reflection;
using System.Text.RegularExpressions;

namespace CSharpNotebooks.Jupyter;

/// <summary>
/// plotly.js for pages that cannot draw <c>application/vnd.plotly.v1+json</c> by themselves, so that charts need no internet. It comes from whichever loaded
/// library carries a copy of it as a resource: whoever made the chart.
/// </summary>
internal static partial class PlotlyScript
{
    public static PageScript Instance { get; } = new("application/vnd.plotly.v1+json", Find);

    // Plotly would register with a page's module loader under no name, which is an error there: it shall see none, and so become window.Plotly.
    // Charts that are in the page already, from a stored notebook, wait for the event.
    private static string? Find() => Copies().FirstOrDefault() is { } script
        ? $"(function (define, module, exports) {{\n{script}\n}}).call(window);\ndocument.dispatchEvent(new Event('plotly-ready'));"
        : null;

    private static IEnumerable<string> Copies() =>
        from assembly in AppDomain.CurrentDomain.GetAssemblies()
        where !assembly.IsDynamic
        from name in assembly.GetManifestResourceNames()
        where FileName().IsMatch(name)
        select Read(assembly, name);

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"(^|\.)plotly[-.0-9]*min\.js$")]
    private static partial Regex FileName();
}
