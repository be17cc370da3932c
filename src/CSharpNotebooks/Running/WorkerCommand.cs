using System.Reflection;

namespace CSharpNotebooks;

/// <summary>The command line that starts a worker. The name of the pipe is added as its last argument.</summary>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">Its arguments, before the name of the pipe.</param>
public sealed record WorkerCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>This same program again, with other arguments; it must call <see cref="NotebookWorker"/> when it sees them.</summary>
    public static WorkerCommand ThisProgram(params string[] arguments)
    {
        var host = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is not known.");
        var isMuxer = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var program = Assembly.GetEntryAssembly()?.Location;
        return new(host, isMuxer && program is { Length: > 0 } ? [program, .. arguments] : arguments);
    }
}
