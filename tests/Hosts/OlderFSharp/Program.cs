using OlderFSharp;

// Imitates what matters of .NET Interactive: FSharp.Core 10.0 is in the process before anything else happens, the library is loaded into a context of its
// own that knows the library's folder, and how a value is shown is found by the name of an attribute.
Console.WriteLine($"host: {Where.Of(typeof(Microsoft.FSharp.Collections.FSharpList<int>).Assembly)}");
var library = new LibraryContext(args[0]).Library;
var chart = Cell.Heatmap(library, "A chart in an older host");
Console.WriteLine(Display.AsHtml(chart));
foreach (var name in (string[])["Plotly.NET", "FSharp.Core", "DynamicObj", "TorchSharp"])
{
    foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name == name))
    {
        Console.WriteLine($"loaded: {Where.Of(assembly)}");
    }
}
