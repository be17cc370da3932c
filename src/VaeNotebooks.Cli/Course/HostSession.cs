using CSharpNotebooks;

namespace VaeNotebooks.Cli;

/// <summary>The session that the course's notebooks run in: the library at hand, and charts shown as charts.</summary>
internal static class HostSession
{
    public static CSharpSession Create(string directory) => new(new SessionOptions { WorkingDirectory = directory });
}
