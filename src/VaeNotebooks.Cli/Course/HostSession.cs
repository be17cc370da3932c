using System.Runtime.CompilerServices;
using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>The session that the course's notebooks run in: the library at hand, and charts shown as charts.</summary>
internal static class HostSession
{
    /// <summary>As a kernel of Jupyter. One thread is as fast as two for models of the course's size, and sums in the order of the stored outputs.</summary>
    public static KernelHost AsKernel { get; } = new(CommandLine.Program, Create)
    {
        Environment = new Dictionary<string, string> { ["OMP_NUM_THREADS"] = "1" },
    };

    public static CSharpSession Create(string directory) => Create(new SessionOptions { WorkingDirectory = directory });

    private static CSharpSession Create(SessionOptions options)
    {
        // The library makes TorchSharp's native part loadable; a notebook may touch `torch` before it touches the library.
        RuntimeHelpers.RunModuleConstructor(typeof(Check).Module.ModuleHandle);
        ChartFormatters.AddTo(options.Formatters);
        return new(options);
    }
}
