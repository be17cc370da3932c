using System.Runtime.CompilerServices;
using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>The session that the course's notebooks run in: the library at hand, and charts shown as charts.</summary>
internal static class HostSession
{
    public static CSharpSession Create(string directory)
    {
        // The library makes TorchSharp's native part loadable; a notebook may touch `torch` before it touches the library.
        RuntimeHelpers.RunModuleConstructor(typeof(Check).Module.ModuleHandle);
        var formatters = new Formatters();
        ChartFormatters.AddTo(formatters);
        return new(new SessionOptions { WorkingDirectory = directory, Formatters = formatters });
    }
}
